import type { UIMessageChunk } from 'ai';
import type { ChatMessage } from './message';
import type { ReplyStep } from './reply-progress';

/**
 * What a reader was sent of a reply: one text for each step. The texts stay open until the end, because the last of a
 * step may only be known when the reply is saved.
 */
export class ReplyTranscript {
  private readonly texts = new Map<string, string>();

  /** Sends what is new in the texts of the steps. */
  *advance(steps: ReplyStep[]): Generator<UIMessageChunk> {
    const last = steps.findLastIndex(({ id, text }) => text.length > this.textOf(id).length);
    // The steps before get their places too, to be filled at the end.
    for (const { id, text } of steps.slice(0, last + 1)) {
      yield* this.begin(id);
      yield* this.extend(id, text);
    }
  }

  /** Sends the rest, by the parts of the saved reply. */
  *complete(steps: ReplyStep[], parts: ChatMessage['parts']): Generator<UIMessageChunk> {
    const texts = textsOfSteps(parts);
    yield* this.advance(steps.map(({ id }, index) => ({ id, text: texts[index] ?? '' })));
    for (const id of this.texts.keys()) yield { type: 'text-end', id };
    if (this.texts.size > 0) yield { type: 'finish-step' };
  }

  /** Whether the reader has the whole of a reply: of some parts (tool calls, reasoning) there are no checkpoints. */
  isWhole(parts: ChatMessage['parts']): boolean {
    const sent = [...this.texts.values()].filter((text) => text !== '');
    const saved = parts.filter(({ type }) => type !== 'step-start');
    return (
      sent.length === saved.length &&
      saved.every((part, index) => part.type === 'text' && part.text === sent[index])
    );
  }

  private *begin(id: string): Generator<UIMessageChunk> {
    if (this.texts.has(id)) return;
    this.texts.set(id, '');
    yield { type: 'start-step' };
    yield { type: 'text-start', id };
  }

  private *extend(id: string, text: string): Generator<UIMessageChunk> {
    const sent = this.textOf(id);
    if (text.length === sent.length || !text.startsWith(sent)) return;
    this.texts.set(id, text);
    yield { type: 'text-delta', id, delta: text.slice(sent.length) };
  }

  private textOf(id: string): string {
    return this.texts.get(id) ?? '';
  }
}

/** The text of each step of a saved reply. One that was recovered by an older version has no marks where steps begin. */
function textsOfSteps(parts: ChatMessage['parts']): string[] {
  const texts: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.type === 'step-start' || index === 0) texts.push('');
    if (part.type === 'text') texts.push((texts.pop() ?? '') + part.text);
  }
  return texts;
}
