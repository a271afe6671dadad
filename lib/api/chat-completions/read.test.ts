import { describe, expect, it } from 'vitest';
import type { JsonObject } from '@/lib/json';
import { Tally } from '@/lib/metering/tally';
import { loadEncoding } from '@/lib/tokens/encoding';
import { createTextCounter } from '@/lib/tokens/text-counter';
import { ChatReader } from './read';

const encoding = await loadEncoding('o200k_base');
const newTally = () => new Tally(() => createTextCounter(encoding));

describe('the counts of a chat completion', () => {
  const usageOf = (reply: JsonObject) => {
    const [whole, streamed] = [newTally(), newTally()];
    new ChatReader(whole, true).readWhole(reply);
    new ChatReader(streamed, true).readEvent(reply);
    expect(streamed.reportedUsage).toEqual(whole.reportedUsage);
    return whole.reportedUsage;
  };

  // xAI’s: the thinking was not billed.
  it.each([
    [10_120, 1_499, 2_809, 14_428, 4_308],
    [20, 1, 386, 407, 387],
    // As everybody else reports it.
    [20, 400, 386, 420, 400],
    // A sum that is neither, or none: of fewer tokens than were thought, the thinking was not billed.
    [20, 10, 500, undefined, 510],
    [20, 1, 386, 500, 387],
    [20, 400, 386, undefined, 400],
    [20, 400, 400, 500, 400],
    // An estimate of the thinking that is too high.
    [20, 271, 302, 291, 271],
    // What is no count.
    [20, 1, 0.5, 21.5, 1],
    [20, 1, 386.5, undefined, 1],
  ])(
    'are %d tokens of prompt, %d of completion, %d of reasoning and %s in all: an output of %d',
    (prompt_tokens, completion_tokens, reasoning_tokens, total_tokens, output) => {
      const details = { completion_tokens_details: { reasoning_tokens } };
      expect(
        usageOf({ usage: { prompt_tokens, completion_tokens, total_tokens, ...details } }),
      ).toMatchObject({
        inputTokens: { total: prompt_tokens },
        outputTokens: { total: output, reasoning: reasoning_tokens },
      });
    },
  );

  // Kimi’s and DeepSeek’s: the cached part was billed as new.
  it.each([
    { cached_tokens: 19 },
    { prompt_cache_hit_tokens: 19, prompt_cache_miss_tokens: 5 },
    { cached_tokens: 7, prompt_tokens_details: { cached_tokens: 19 } },
  ])('have the cached part of the prompt under each of its names: %j', (cached) => {
    expect(usageOf({ usage: { prompt_tokens: 24, completion_tokens: 1, ...cached } })).toMatchObject({
      inputTokens: { total: 24, cacheRead: 19 },
    });
  });

  // LiteLLM’s: what was written to the cache was billed as plain input.
  it.each([
    { prompt_tokens_details: { cache_write_tokens: 12 } },
    { prompt_tokens_details: { cached_tokens: 0, cache_creation_tokens: 12 } },
    { prompt_tokens_details: { cached_tokens: 0 }, cache_creation_input_tokens: 12 },
  ])('have what was written to the cache under each of its names: %j', (written) => {
    expect(usageOf({ usage: { prompt_tokens: 24, completion_tokens: 1, ...written } })).toMatchObject({
      inputTokens: { total: 24, cacheWrite: 12 },
    });
  });

  it('are found in the choice, where Kimi has them in a stream', () => {
    const usage = { prompt_tokens: 24, completion_tokens: 3, total_tokens: 27, cached_tokens: 19 };
    const end = { choices: [{ index: 0, delta: {}, finish_reason: 'stop', usage }] };
    const known = { inputTokens: { total: 24, cacheRead: 19 }, outputTokens: { total: 3 } };
    const tally = newTally();
    expect(new ChatReader(tally, false).readEvent(end)).toBe('pass');
    expect(tally.reportedUsage).toMatchObject(known);
    // The one of the whole reply goes before.
    expect(usageOf({ ...end, usage: { ...usage, completion_tokens: 4 } })).toMatchObject({
      outputTokens: { total: 4 },
    });
    // One of several choices is not all.
    const several = newTally();
    new ChatReader(several, false, 2).readEvent(end);
    expect(several.reportedUsage).toBeUndefined();
  });
});

// Mistral’s thinking models send such; it counted as nothing.
it('counts a content that is a list, in which a part may be what the model thinks', () => {
  const content = [
    { type: 'thinking', thinking: [{ type: 'text', text: 'Let me think' }] },
    { type: 'text', text: 'Hello there' },
  ];
  const [expected, whole, streamed] = [newTally(), newTally(), newTally()];
  expected.addOutput('Let me think');
  expected.addText('Hello there');
  new ChatReader(whole, true).readWhole({ choices: [{ message: { content } }] });
  const reader = new ChatReader(streamed, true);
  for (const part of content) reader.readEvent({ choices: [{ delta: { content: [part] } }] });
  for (const tally of [whole, streamed]) {
    expect(tally.outputTokens).toBe(expected.outputTokens);
    expect(tally.takeText()).toBe('Hello there');
  }
});
