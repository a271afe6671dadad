import { setTimeout as pause } from 'node:timers/promises';
import { type DemoModel, findModel } from '@/lib/embedded/openai/demo-models';
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

export type FixedReplyOptions = { deltas: number; tokenDelayMs: number; models: readonly DemoModel[] };

/**
 * Answers every request with the same number of deltas, of one token each, at the least possible cost: the demo
 * upstream writes a reply once, and each request gets that text with its own id, time and prompt count put in.
 *
 * @returns a function that gives no reply for a model it does not have
 */
export async function createFixedReplies({ deltas, tokenDelayMs, models }: FixedReplyOptions) {
  const counter = await loadTokenCounter();
  const recordings = new Map<string, RecordedPiece[]>();

  return async (path: string, body: unknown): Promise<FixedReply | undefined> => {
    const wire = readWire(path, body);
    const model = findModel(models, wire.model, 'chat');
    if (!model) return undefined;
    const outputTokens = Math.min(deltas, wire.outputLimit);
    const promptTokens = await countPrompt(model.id, wire.conversation);
    const recording = await recall(wire, model, outputTokens);
    const id = newId(wire.idPrefix);
    return {
      wire,
      id,
      model: model.version,
      promptTokens,
      finish: outputTokens < deltas ? 'length' : 'stop',
      pieces: () => play(recording, fill(id, promptTokens, outputTokens)),
    };
  };

  async function* play(
    recording: RecordedPiece[],
    fillIn: (template: string[]) => string,
  ): AsyncGenerator<Piece> {
    let sent = 0;
    for (const { template, outputTokens } of recording) {
      if (tokenDelayMs > 0 && outputTokens > sent) await pause((outputTokens - sent) * tokenDelayMs);
      sent = outputTokens;
      yield { text: fillIn(template), outputTokens };
    }
  }

  async function recall(wire: FixedWire, model: DemoModel, outputTokens: number): Promise<RecordedPiece[]> {
    const key = `${wire.shape} ${model.id} ${outputTokens}`;
    const known = recordings.get(key) ?? (await record(wire, model, outputTokens));
    recordings.set(key, known);
    return known;
  }

  async function record(wire: FixedWire, model: DemoModel, maxTokens: number): Promise<RecordedPiece[]> {
    const reply = { kind: 'text', text: ' token'.repeat(deltas), pace: 'normal', breaksOff: false } as const;
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
