import { describe, expect, it } from 'vitest';
import { loadTokenCounter } from '@/lib/embedded/openai/token-count';
import { fakeUpstream, onlyRecord, question, readChat, readResponse } from './fake';

const counter = await loadTokenCounter();

const { upstream, openai } = fakeUpstream();

describe.each([
  ['Chat Completions', readChat],
  ['Responses', readResponse],
])('the fake upstream on %s', (_, read) => {
  it('answers as the demo does, and journals what it reports', async () => {
    const { text, reported, ids } = await read(openai(), question);
    const record = await onlyRecord(upstream());
    expect(text).toContain('piece of text');
    expect(record).toMatchObject({
      responseId: ids[0],
      outputTokens: reported,
      outcome: 'stop',
      fault: null,
    });
    expect(record.outputTokens).toBe(counter.countText(text));
  });

  it('leaves usage out', async () => {
    upstream().faults.next('no-usage');
    const { text, reported, failure } = await read(openai(), question);
    expect(failure).toBeUndefined();
    expect(reported).toBeUndefined();
    expect(await onlyRecord(upstream())).toMatchObject({
      outputTokens: counter.countText(text),
      fault: 'no-usage',
    });
  });

  it.each(['reset', 'close', 'stream-error'] as const)('breaks off by %s after five deltas', async (kind) => {
    upstream().faults.next({ kind, afterDeltas: 5 });
    const { text, reported, failure, finish } = await read(openai(), question);
    if (kind === 'close') expect(failure).toBeUndefined();
    else expect(failure).toBeInstanceOf(Error);
    expect(reported).toBeUndefined();
    expect(['stop', 'completed']).not.toContain(finish);
    const record = await onlyRecord(upstream());
    expect(record).toMatchObject({ fault: kind, outcome: 'cancelled' });
    expect(text).toBe('A **token** is');
    expect(record.outputTokens).toBe(counter.countText(text));
  });

  it.each([
    ['length', ['length', 'max_output_tokens']],
    ['content-filter', ['content_filter']],
  ] as const)('ends for another reason: %s', async (kind, reasons) => {
    upstream().faults.next(kind);
    const { finish, reported } = await read(openai(), question);
    expect(reasons).toContain(finish);
    expect((await onlyRecord(upstream())).outputTokens).toBe(reported);
  });

  it('repeats its ids', async () => {
    upstream().faults.next('repeated-id', 2);
    const [first, second] = [await read(openai(), question), await read(openai(), question)];
    expect(new Set([...first.ids, ...second.ids]).size).toBe(1);
    await upstream().journal.idle();
    expect(
      upstream()
        .journal.records()
        .map((record) => record.responseId),
    ).toEqual([first.ids[0], first.ids[0]]);
  });

  it('sends no id', async () => {
    upstream().faults.next('missing-id');
    expect(new Set((await read(openai(), question)).ids)).toEqual(new Set([undefined]));
    expect((await onlyRecord(upstream())).responseId).toBeNull();
  });

  it('has a wrong clock', async () => {
    upstream().faults.next({ kind: 'wrong-clock', created: 0 });
    expect(new Set((await read(openai(), question)).created)).toEqual(new Set([0]));
  });

  it.each([
    ['unauthorized', { status: 401, code: 'invalid_api_key' }],
    ['rate-limited', { status: 429, code: 'rate_limit_exceeded' }],
    ['server-error', { status: 500 }],
  ] as const)('refuses: %s', async (kind, error) => {
    upstream().faults.next(kind);
    expect((await read(openai(), question)).failure).toMatchObject(error);
    expect(await onlyRecord(upstream())).toMatchObject({
      outcome: 'refused',
      promptTokens: 0,
      outputTokens: 0,
      fault: kind,
    });
  });

  it.each(['html', 'broken-json'] as const)('talks nonsense: %s', async (kind) => {
    upstream().faults.next(kind);
    const { text, reported } = await read(openai(), question);
    expect(text).toBe('');
    expect(reported).toBeUndefined();
    expect(await onlyRecord(upstream())).toMatchObject({ outcome: 'refused', fault: kind });
  });
});
