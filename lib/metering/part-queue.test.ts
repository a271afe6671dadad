import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PartQueue } from './part-queue';

type Part = LanguageModelV4StreamPart;

const text = (delta: string): Part => ({ type: 'text-delta', id: '0', delta });
const reasoning = (delta: string): Part => ({ type: 'reasoning-delta', id: '1', delta });

describe('the parts that wait for their reader', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are passed on at once when they are the first words, then joined for a moment', async () => {
    const { queue, take } = open();
    for (const word of ['', 'Every ', 'token ', 'counts']) queue.pass(text(word));
    expect(take()).toEqual([text(''), text('Every ')]);
    await vi.advanceTimersByTimeAsync(50);
    expect(take()).toEqual([text('token counts')]);
    await vi.advanceTimersByTimeAsync(50);
    queue.pass(text('.'));
    expect(take()).toEqual([text('.')]);
  });

  it('keep their order, and what isn’t a delta waits for nothing', () => {
    const { queue, take } = open();
    const start: Part = { type: 'text-start', id: '0' };
    const end: Part = { type: 'text-end', id: '0' };
    for (const part of [reasoning('Let '), reasoning('me '), reasoning('see.'), start]) queue.pass(part);
    for (const part of [text('Every '), text('token'), end]) queue.pass(part);
    expect(take()).toEqual([reasoning('Let '), reasoning('me see.'), start, text('Every token'), end]);
  });

  it('are all there at the end', () => {
    const { queue, take } = open();
    for (const word of ['Every ', 'token ', 'counts.']) queue.pass(text(word));
    queue.close();
    expect(take()).toEqual([text('Every '), text('token counts.')]);
  });

  it('are dropped when the reader has left', async () => {
    const { queue, take } = open();
    queue.pass(text('Every '));
    queue.pass(text('token'));
    take();
    queue.abandon();
    queue.pass(text(' counts.'));
    queue.close();
    await vi.advanceTimersByTimeAsync(50);
    expect(take()).toEqual([]);
  });
});

/** A queue, and what it has passed on since the last look. */
function open() {
  const passed: Part[] = [];
  const queue = new PartQueue({
    enqueue: (part) => void passed.push(part),
    close: () => {},
  });
  const take = () => passed.splice(0);
  return { queue, take };
}
