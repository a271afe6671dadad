import { pause } from './pause';
import type { Reply } from './replies/choose';
import type { TokenCounter } from './token-count';

/** Thrown by `deltas` where a reply breaks off on purpose. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

export type OutputOptions = {
  counter: TokenCounter;
  /** The reply ends here, at the latest. */
  maxTokens: number;
  tokenDelayMs: number;
};

const slowFactor = 10;

/** A reply as it is being written: about a token at a time, at a readable pace, up to a limit. */
export type Output = {
  /**
   * Writes what the reply thinks first, piece by piece. To be read to its end before `deltas`.
   *
   * @throws the signal's reason once it is aborted
   */
  thoughtDeltas(signal: AbortSignal): AsyncGenerator<string>;
  /**
   * Writes the reply piece by piece: nothing, if the limit was reached while it thought.
   *
   * @throws the signal's reason once it is aborted; `BrokenOff` where the reply is meant to fail
   */
  deltas(signal: AbortSignal): AsyncGenerator<string>;
  /** What has been thought so far. */
  thoughts(): string;
  /** What has been written so far. */
  text(): string;
  /** How many tokens both are; a tool's name counts as written. */
  tokens(): number;
  /** How many of them were thought. */
  thoughtTokens(): number;
  /** Why it ended. `stop` until it has. */
  finish(): 'stop' | 'length' | 'tool_calls';
};

/** What the demo writes for a reply, at its pace, up to the limit of tokens. */
export function createOutput(reply: Exclude<Reply, { kind: 'failure' }>, options: OutputOptions): Output {
  const { counter, maxTokens } = options;
  const isCall = reply.kind === 'tool-call';
  const nameTokens = isCall ? counter.countText(reply.call.name) : 0;
  const delayMs = options.tokenDelayMs * (!isCall && reply.pace === 'slow' ? slowFactor : 1);
  const thought = { text: '', tokens: 0 };
  const said = { text: '', tokens: 0 };
  const tokens = () => thought.tokens + nameTokens + said.tokens;
  let finish: ReturnType<Output['finish']> = 'stop';

  async function* thoughtDeltas(signal: AbortSignal) {
    if (!isCall && reply.thoughts) yield* write(reply.thoughts, thought, signal);
  }

  async function* deltas(signal: AbortSignal) {
    if (finish === 'length') return;
    const isWhole = yield* write(isCall ? reply.call.arguments : reply.text, said, signal);
    if (!isWhole) return;
    if (!isCall && reply.breaksOff) throw new BrokenOff();
    finish = isCall ? 'tool_calls' : 'stop';
  }

  /** @returns whether there was room for all of it */
  async function* write(whole: string, part: { text: string; tokens: number }, signal: AbortSignal) {
    const running = counter.startText();
    const room = maxTokens - tokens();
    for (const delta of splitIntoDeltas(whole)) {
      if (delayMs > 0) await pause(delayMs, signal);
      else signal.throwIfAborted();
      running.push(delta);
      if (running.count() > room) {
        finish = 'length';
        const rest = cutToFit(part.text, delta, room);
        part.text += rest;
        part.tokens = counter.countText(part.text);
        if (rest) yield rest;
        return false;
      }
      part.text += delta;
      part.tokens = running.count();
      yield delta;
    }
    return true;
  }

  /** As much of a delta as there is room for after a text. */
  function cutToFit(text: string, delta: string, room: number): string {
    const characters = Array.from(delta);
    while (characters.length > 0) {
      characters.pop();
      const rest = characters.join('');
      if (counter.countText(text + rest) <= room) return rest;
    }
    return '';
  }

  return {
    thoughtDeltas,
    deltas,
    thoughts: () => thought.text,
    text: () => said.text,
    tokens,
    thoughtTokens: () => thought.tokens,
    finish: () => finish,
  };
}

/** Cuts a text into short pieces of about a token each, the way the tokenizer's own first cut goes. */
function splitIntoDeltas(text: string): string[] {
  return (
    text.match(/ ?[\p{L}\p{M}]{1,12}|\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]{1,4}|\s{1,12}?(?= ?\S|$)|\s{12}/gu) ??
    []
  );
}
