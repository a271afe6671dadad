import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { loadTokenCounter } from '@/lib/embedded/openai/token-count';
import { startFakeUpstream } from '@/tests/upstream';
import { clientOf, fakeUpstream, messages, model, onlyRecord, question, readChat } from './fake';

const counter = await loadTokenCounter();

const { upstream, openai } = fakeUpstream();

describe('the fake upstream', () => {
  it('fails as often as it is told to, and then answers the retry', async () => {
    upstream().faults.next('server-error', 2);
    const completion = await openai().chat.completions.create({ model, messages }, { maxRetries: 2 });
    expect(completion.choices[0]?.message.content).toContain('piece of text');
    await upstream().journal.idle();
    expect(
      upstream()
        .journal.records()
        .map((record) => record.outcome),
    ).toEqual(['refused', 'refused', 'stop']);
    expect(upstream().journal.totals()).toEqual({
      responses: 1,
      promptTokens: completion.usage?.prompt_tokens,
      outputTokens: completion.usage?.completion_tokens,
    });
  });

  it('says when to try again', async () => {
    upstream().faults.next({ kind: 'rate-limited', retryAfterSeconds: 7 });
    const { failure } = await readChat(openai(), question);
    expect(failure instanceof OpenAI.RateLimitError && failure.headers.get('retry-after')).toBe('7');
  });

  it('sends usage with a choice', async () => {
    upstream().faults.next('usage-with-choices');
    const options = { include_usage: true };
    const withUsage = [];
    for await (const chunk of await openai().chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: options,
    }))
      if (chunk.usage) withUsage.push(chunk);
    expect(withUsage).toHaveLength(1);
    expect(withUsage[0]?.choices).toHaveLength(1);
    expect(withUsage[0]?.usage?.completion_tokens).toBe((await onlyRecord(upstream())).outputTokens);
  });

  it.each(['hang', 'stall'])('makes its caller wait until it gives up: %s', async (kind) => {
    upstream().faults.next(kind);
    const giveUp = new AbortController();
    const reading = readChat(openai(), question, giveUp.signal);
    const tokens = kind === 'hang' ? 0 : 3;
    await expect
      .poll(() => upstream().journal.records()[0])
      .toMatchObject({ outputTokens: tokens, fault: kind });
    giveUp.abort();
    await reading;
    const record = await onlyRecord(upstream());
    expect(record).toMatchObject({ outcome: 'cancelled', outputTokens: tokens });
    expect(record.promptTokens).toBeGreaterThan(0);
  });

  it.each(['reset', 'close', 'broken-json'] as const)('spoils a whole answer: %s', async (kind) => {
    upstream().faults.next(kind);
    await expect(openai().chat.completions.create({ model, messages })).rejects.toThrow();
    expect((await onlyRecord(upstream())).outputTokens).toBe(0);
  });

  it('leaves usage out of a whole answer', async () => {
    upstream().faults.next('no-usage');
    const completion = await openai().chat.completions.create({ model, messages });
    expect(completion.usage).toBeUndefined();
    const text = completion.choices[0]?.message.content ?? '';
    expect((await onlyRecord(upstream())).outputTokens).toBe(counter.countText(text));
  });

  it('stops when its caller leaves, and knows what it had sent', async () => {
    const slow = await startFakeUpstream({ tokenDelayMs: 2 });
    const leave = new AbortController();
    let text = '';
    const stream = await clientOf(slow).chat.completions.create(
      { model, messages: [{ role: 'user', content: '/long' }], stream: true },
      { signal: leave.signal },
    );
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      if (text.length > 40) leave.abort();
    }
    await slow.journal.idle();
    const [record] = slow.journal.records();
    await slow.close();
    expect(record?.outcome).toBe('cancelled');
    expect(record?.outputTokens).toBeGreaterThanOrEqual(counter.countText(text));
    expect(record?.outputTokens).toBeLessThan(1_000);
  });

  it('gives its journal over HTTP', async () => {
    const root = upstream().url.replace('/v1', '');
    const { reported } = await readChat(openai(), question);
    await upstream().journal.idle();
    const { records, totals } = await (await fetch(`${root}/__journal`)).json();
    expect(records).toEqual(upstream().journal.records());
    expect(totals).toMatchObject({ responses: 1, outputTokens: reported });
  });
});
