import { eq } from 'drizzle-orm';
import OpenAI from 'openai';
import { beforeAll, describe, expect, it } from 'vitest';
import { revokeKey } from '@/lib/api-keys/revoke';
import { rotateKey } from '@/lib/api-keys/rotate';
import { apiKeys, generations } from '@/lib/db/schema';
import { apiApp, MODEL as model } from '../support/api';
import type { App } from '../support/app';

const whole = { model, messages: [{ role: 'user' as const, content: 'What is a token?' }] };

describe('two instances of the API on one database', () => {
  const api = apiApp();
  let second: App | undefined;
  beforeAll(async () => {
    second = await api.startInstance();
  });

  const secondUrl = () => `${second?.url}/v1`;
  const clientsOf = (key: string) =>
    [api.url(), secondUrl()].map((baseURL) => new OpenAI({ apiKey: key, baseURL, maxRetries: 0 }));
  const statuses = (key: string) =>
    Promise.all(
      [api.url(), secondUrl()].map(async (url) => {
        const answer = await fetch(`${url}/models`, { headers: { authorization: `Bearer ${key}` } });
        return answer.status;
      }),
    );

  it('both refuse a key that was revoked', async () => {
    const { key, keyId, userId } = await api.newApiUser();
    for (const openai of clientsOf(key)) await openai.chat.completions.create(whole);
    await revokeKey(api.books().db, { userId, id: keyId });
    await expect.poll(() => statuses(key)).toEqual([401, 401]);
  });

  it('both refuse a replaced key once its overlap is over', async () => {
    const { key, keyId, userId } = await api.newApiUser();
    const next = await rotateKey(api.books().db, { userId, id: keyId, overlapSeconds: 3_600 });
    expect(await Promise.all([statuses(key), statuses(next)])).toEqual([
      [200, 200],
      [200, 200],
    ]);
    await rotateKey(api.books().db, { userId, id: keyId, overlapSeconds: 0 });
    await expect.poll(() => statuses(key)).toEqual([401, 401]);
  });

  it('count a key’s minute together', async () => {
    const { key, keyId } = await api.newApiUser();
    await api.books().db.update(apiKeys).set({ requestsPerMinute: 3 }).where(eq(apiKeys.id, keyId));
    const calls = [...clientsOf(key), ...clientsOf(key), ...clientsOf(key)].map((openai) =>
      openai.chat.completions.create(whole),
    );
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('answer a request with an Idempotency-Key once, when it comes to both at the same moment', async () => {
    const { key } = await api.newApiUser();
    const once = { headers: { 'idempotency-key': 'a' } };
    const answers = await Promise.all(
      clientsOf(key).map((openai) => openai.chat.completions.create(whole, once)),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(await api.entries()).toHaveLength(1);
  });

  it('never answer twice what one of them was killed over', async () => {
    const { key, openai } = await api.newApiUser();
    const doomed = await api.startInstance();
    const once = { headers: { 'idempotency-key': 'a' } };
    const stream = { ...whole, stream: true } as const;
    const lost = new OpenAI({ apiKey: key, baseURL: `${doomed.url}/v1`, maxRetries: 0 });
    api.upstream().faults.next({ kind: 'stall', afterDeltas: 8 });
    const chunks = await lost.chat.completions.create(stream, once);
    const broken = expect(collectText(chunks)).rejects.toThrow();
    // Eight tokens are saved before the kill, so that they are what the bill must have.
    await expect
      .poll(() => api.books().db.select().from(generations).where(eq(generations.state, 'dispatched')))
      .toMatchObject([{ outputTokens: 8 }]);
    await doomed.stop('SIGKILL');
    await broken;
    await expect(openai.chat.completions.create(stream, once)).rejects.toMatchObject({
      status: 409,
      code: 'idempotency_broken_off',
    });
    await expect
      .poll(api.entries)
      .toMatchObject([{ outcome: 'failed', basis: 'estimated', outputTokens: 8 }]);
  });
});

async function collectText(chunks: AsyncIterable<OpenAI.ChatCompletionChunk>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk.choices[0]?.delta.content ?? '';
  return text;
}
