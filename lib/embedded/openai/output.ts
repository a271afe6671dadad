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
   * Writes the reply piece by piece.
   *
   * @throws the signal's reason once it is aborted; `BrokenOff` where the reply is meant to fail
   */
  deltas(signal: AbortSignal): AsyncGenerator<string>;
  /** What has been written so far. */
  text(): string;
  /** How many tokens that is; a tool's name counts as written. */
  tokens(): number;
  /** Why it ended. `stop` until it has. */
  finish(): 'stop' | 'length' | 'tool_calls';
};

export function createOutput(reply: Exclude<Reply, { kind: 'failure' }>, options: OutputOptions): Output {
  const { counter, maxTokens } = options;
  const isCall = reply.kind === 'tool-call';
  const whole = isCall ? reply.call.arguments : reply.text;
  const nameTokens = isCall ? counter.countText(reply.call.name) : 0;
  const delayMs = options.tokenDelayMs * (!isCall && reply.pace === 'slow' ? slowFactor : 1);
  let text = '';
  let tokens = nameTokens;
  let finish: ReturnType<Output['finish']> = 'stop';

  async function* deltas(signal: AbortSignal) {
    const running = counter.startText();
    for (const delta of splitIntoDeltas(whole)) {
      if (delayMs > 0) await pause(delayMs, signal);
      else signal.throwIfAborted();
      running.push(delta);
      if (nameTokens + running.count() > maxTokens) {
        finish = 'length';
        const rest = cutToFit(delta);
        if (rest) yield rest;
        return;
      }
      text += delta;
      tokens = nameTokens + running.count();
      yield delta;
    }
    if (!isCall && reply.breaksOff) throw new BrokenOff();
    finish = isCall ? 'tool_calls' : 'stop';
  }

  /** As much of the last delta as the limit leaves room for. */
  function cutToFit(delta: string): string {
    const characters = Array.from(delta);
    while (characters.length > 0) {
      characters.pop();
      const rest = characters.join('');
      const total = nameTokens + counter.countText(text + rest);
      if (total > maxTokens) continue;
      text += rest;
      tokens = total;
      return rest;
    }
    return '';
  }

  return { deltas, text: () => text, tokens: () => tokens, finish: () => finish };
}

/** Cuts a text into pieces of about a token each, the way the tokenizer's own first cut goes. */
export function splitIntoDeltas(text: string): string[] {
  return text.match(/ ?[\p{L}\p{M}]{1,12}|\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]{1,4}|\s+?(?= ?\S|$)/gu) ?? [];
}
