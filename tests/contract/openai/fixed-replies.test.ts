import { describe, expect, it } from 'vitest';
import { startFakeUpstream } from '@/tests/upstream';
import {
  clientOf,
  fakeUpstream,
  messages,
  model,
  onlyRecord,
  question,
  readChat,
  readResponse,
} from './fake';

const { upstream, openai } = fakeUpstream({ deltas: 20 });

describe('a fake upstream with replies of a fixed size', () => {
  it.each([
    ['Chat Completions', readChat],
    ['Responses', readResponse],
  ])('streams 20 tokens on %s', async (_, read) => {
    const [first, second] = [await read(openai(), 'Hello'), await read(openai(), 'A rather longer question')];
    expect(first.text).toBe(' token'.repeat(20));
    expect(first.reported).toBe(20);
    expect(new Set(first.ids).size).toBe(1);
    expect(second.ids[0]).not.toBe(first.ids[0]);
    expect(Math.abs((first.created[0] ?? 0) - Date.now() / 1000)).toBeLessThan(60);
    await upstream().journal.idle();
    const records = upstream().journal.records();
    expect(records.map((record) => record.responseId)).toEqual([first.ids[0], second.ids[0]]);
    expect(records.map((record) => record.outputTokens)).toEqual([20, 20]);
  });

  it('reports what the journal has in a whole answer', async () => {
    const completion = await openai().chat.completions.create({ model, messages });
    const response = await openai().responses.create({ model, input: question });
    await upstream().journal.idle();
    const [chat, other] = upstream().journal.records();
    expect(chat).toMatchObject({ responseId: completion.id, promptTokens: completion.usage?.prompt_tokens });
    expect(completion.usage).toMatchObject({
      completion_tokens: 20,
      total_tokens: (chat?.promptTokens ?? 0) + 20,
    });
    expect(other).toMatchObject({ responseId: response.id, promptTokens: response.usage?.input_tokens });
    expect(response.output_text).toBe(' token'.repeat(20));
  });

  it('obeys an output limit', async () => {
    const completion = await openai().chat.completions.create({ model, messages, max_completion_tokens: 8 });
    expect(completion).toMatchObject({
      choices: [{ finish_reason: 'length' }],
      usage: { completion_tokens: 8 },
    });
    expect(await onlyRecord(upstream())).toMatchObject({ outputTokens: 8, outcome: 'length' });
  });

  it('still fails on order', async () => {
    upstream().faults.next({ kind: 'reset', afterDeltas: 2 });
    expect((await readChat(openai(), question)).failure).toBeInstanceOf(Error);
  });
});

describe('a fake upstream with texts of one’s own', () => {
  it('answers with the text of a message, leaves others to the demo, and notes when', async () => {
    const texts = { 'Say hello': '# Hello\n\nto **everybody**' };
    const upstream = await startFakeUpstream({ texts, tokenDelayMs: 1 });
    const client = clientOf(upstream);
    expect((await readChat(client, 'Say hello')).text).toBe(texts['Say hello']);
    expect((await readChat(client, question)).text).not.toContain('everybody');
    await upstream.journal.idle();
    for (const { receivedAtMs, firstTokenAtMs } of upstream.journal.records()) {
      expect(firstTokenAtMs).toBeGreaterThan(receivedAtMs);
      expect(firstTokenAtMs).toBeLessThanOrEqual(Date.now() + 1);
    }
    await upstream.close();
  });
});
