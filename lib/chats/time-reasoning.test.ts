import type { ProviderMetadata, TextStreamPart, ToolSet } from 'ai';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reasoningMs } from './message';
import { timeReasoning } from './time-reasoning';

type Part = TextStreamPart<ToolSet>;

describe('timeReasoning', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => vi.useRealTimers());

  /** Sends the parts through it, a second apart. */
  async function through(parts: Part[]): Promise<Part[]> {
    const timed = timeReasoning<ToolSet>();
    const [writer, reader] = [timed.writable.getWriter(), timed.readable.getReader()];
    const out: Part[] = [];
    const reading = (async () => {
      for (let next = await reader.read(); !next.done; next = await reader.read()) out.push(next.value);
    })();
    for (const part of parts) {
      await writer.write(part);
      vi.advanceTimersByTime(1_000);
    }
    await writer.close();
    await reading;
    return out;
  }

  const metadata: ProviderMetadata = { openai: { itemId: 'rs_1' } };
  const start: Part = { type: 'reasoning-start', id: 'a', providerMetadata: metadata };
  const delta: Part = { type: 'reasoning-delta', id: 'a', text: 'So …' };

  it('notes how long a reasoning took, beside what the provider wants back', async () => {
    const end = (await through([start, delta, delta, { type: 'reasoning-end', id: 'a' }])).at(-1);
    expect(end).toMatchObject({ type: 'reasoning-end', id: 'a', providerMetadata: metadata });
    const providerMetadata = end?.type === 'reasoning-end' ? end.providerMetadata : undefined;
    expect(reasoningMs({ type: 'reasoning', text: '', providerMetadata })).toBe(3_000);
  });

  it('keeps no sealed copy of it, which is long and of no use after the turn', async () => {
    const sealed = { openai: { itemId: 'rs_1', reasoningEncryptedContent: 'gAAAAA…' } };
    const parts = await through([
      { type: 'reasoning-start', id: 'a', providerMetadata: sealed },
      { type: 'reasoning-delta', id: 'a', text: 'So …', providerMetadata: sealed },
      { type: 'reasoning-end', id: 'a', providerMetadata: sealed },
    ]);
    expect(JSON.stringify(parts)).not.toContain('gAAAAA');
    expect(parts.at(-1)).toMatchObject({ providerMetadata: { openai: { itemId: 'rs_1' } } });
  });

  it('leaves all else as it is', async () => {
    const text: Part = { type: 'text-delta', id: 'b', text: 'Hello' };
    expect(await through([text])).toEqual([text]);
  });
});
