import { setTimeout as pause } from 'node:timers/promises';
import { lastUserText } from '@/lib/embedded/openai/conversation';
import { type DemoModel, demoModels, findModel } from '@/lib/embedded/openai/demo-models';
import { newId, nowInSeconds } from '@/lib/embedded/openai/ids';
import { createOutput } from '@/lib/embedded/openai/output';
import { countPrompt, loadTokenCounter } from '@/lib/embedded/openai/token-count';
import { type FixedWire, readWire } from './fixed-wire';

/** A piece of an answer, and how many tokens are out once it is sent. */
type Piece = { text: string; outputTokens: number };
/** The same, with places for what differs from request to request. */
type RecordedPiece = { template: string[]; outputTokens: number };

export type FixedReply = {
  wire: FixedWire;
  id: string;
  model: string;
  promptTokens: number;
  finish: 'stop' | 'length';
  /** The pieces to send, each after the pause it is due. */
  pieces(): AsyncGenerator<Piece>;
};

/** What stands in a recorded reply where each request has a value of its own. */
const placeholder = { id: 'ID-OF-THE-RESPONSE', created: 1_111_111_111, promptTokens: 2_222_222_222 };

export type FixedReplyOptions = {
  /** The text to answer a message with; nothing: it gets no fixed reply. */
  textFor: (message: string) => string | undefined;
  tokenDelayMs: number;
};

/**
 * Answers requests with fixed texts, a token at a time, at the least possible cost and an even pace: the demo upstream
 * writes a reply once, and each request gets that text with its own id, time and prompt count put in.
 *
 * @returns a function that gives no reply where there is no text, or for a model it does not have
 */
export async function createFixedReplies({ textFor, tokenDelayMs }: FixedReplyOptions) {
  const counter = await loadTokenCounter();
  const tokensOf = new Map<string, number>();
  const recordings = new Map<string, RecordedPiece[]>();

  return async (path: string, body: unknown): Promise<FixedReply | undefined> => {
    const wire = readWire(path, body);
    const model = findModel(demoModels, wire.model, 'chat');
    const text = textFor(lastUserText(wire.conversation.messages));
    if (!model || text === undefined) return undefined;
    const allTokens = tokensOf.get(text) ?? counter.countText(text);
    tokensOf.set(text, allTokens);
    const outputTokens = Math.min(allTokens, wire.outputLimit);
    const promptTokens = await countPrompt(model.id, wire.conversation);
    const recording = await recall(wire, model, text, outputTokens);
    const id = newId(wire.idPrefix);
    return {
      wire,
      id,
      model: model.version,
      promptTokens,
      finish: outputTokens < allTokens ? 'length' : 'stop',
      pieces: () => play(recording, fill(id, promptTokens, outputTokens)),
    };
  };

  async function* play(
    recording: RecordedPiece[],
    fillIn: (template: string[]) => string,
  ): AsyncGenerator<Piece> {
    const startedMs = performance.now();
    for (const { template, outputTokens } of recording) {
      // By the clock, as timers are late: else the pace would be slower than asked for.
      const earlyMs = startedMs + outputTokens * tokenDelayMs - performance.now();
      if (tokenDelayMs > 0 && earlyMs > 0) await pause(earlyMs);
      yield { text: fillIn(template), outputTokens };
    }
  }

  async function recall(
    wire: FixedWire,
    model: DemoModel,
    text: string,
    outputTokens: number,
  ): Promise<RecordedPiece[]> {
    const key = `${wire.shape} ${model.id} ${outputTokens} ${text}`;
    const known = recordings.get(key) ?? (await record(wire, model, text, outputTokens));
    recordings.set(key, known);
    return known;
  }

  async function record(
    wire: FixedWire,
    model: DemoModel,
    text: string,
    maxTokens: number,
  ): Promise<RecordedPiece[]> {
    const reply = { kind: 'text', text, pace: 'normal', breaksOff: false } as const;
    const pieces: RecordedPiece[] = [];
    let outputTokens = 0;
    const exchange = {
      ...placeholder,
      model,
      cachedTokens: 0,
      reply,
      output: createOutput(reply, { counter, maxTokens, tokenDelayMs: 0 }),
      tally: {
        sent(total: number) {
          outputTokens = total;
        },
        end() {},
      },
    };
    for await (const text of wire.write(exchange, new AbortController().signal)) {
      pieces.push({ template: toTemplate(text, maxTokens), outputTokens });
    }
    return pieces;
  }
}

/** Cuts a recorded text at its placeholders, which become every second part. */
function toTemplate(text: string, outputTokens: number): string[] {
  const total = placeholder.promptTokens + outputTokens;
  return text.split(new RegExp(`(${[...Object.values(placeholder), total].join('|')})`));
}

/** Puts a request's own values into templates. */
function fill(id: string, promptTokens: number, outputTokens: number) {
  const values = new Map([
    [placeholder.id, id],
    [String(placeholder.created), String(nowInSeconds())],
    [String(placeholder.promptTokens), String(promptTokens)],
    [String(placeholder.promptTokens + outputTokens), String(promptTokens + outputTokens)],
  ]);
  return (template: string[]) => template.map((part) => values.get(part) ?? part).join('');
}
