import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { revokeKey } from '@/lib/api-keys/revoke';
import { rotateKey } from '@/lib/api-keys/rotate';
import { apiKeys } from '@/lib/db/schema';
import { parseUsd } from '@/lib/money';
import { apiApp, collect, EMBEDDING_MODEL, MODEL as model, UPSTREAM_KEY } from '../support/api';
import { signInAsGuest } from '../support/client';

const messages = [{ role: 'user' as const, content: 'What is a token?' }];
const whole = { model, messages };

describe('a key to the API', () => {
  const api = apiApp();
  const ask = (headers: HeadersInit) => fetch(`${api.url()}/models`, { headers });

  it.each([
    ['none', {}],
    ['one that is mistyped', { authorization: 'Bearer tt_live_abc' }],
    ['another service’s', { authorization: 'Bearer sk-proj-abcdefghijklmnop' }],
    ['a session’s cookie in its place', { cookie: 'authjs.session-token=abc' }],
  ])('is needed: %s is refused', async (_, headers) => {
    const response = await ask(headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_api_key', param: null } });
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('is needed beside a session, too: its cookies are not looked at', async () => {
    const person = await signInAsGuest(new URL(api.url()).origin);
    expect((await person.fetch('/billing')).status).toBe(200);
    const answers = [
      await person.fetch('/v1/models'),
      await person.fetch('/v1/chat/completions', { method: 'POST', body: JSON.stringify(whole) }),
      await person.fetch('/api/openmeter/api/v1/meters'),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  it.each(['GET', 'OPTIONS', 'POST'])(
    'opens nothing to a web page of another origin (%s)',
    async (method) => {
      const { key } = await api.newApiUser();
      const answer = await fetch(`${api.url()}/models`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          origin: 'https://elsewhere.example',
          'access-control-request-headers': 'authorization',
        },
      });
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    },
  );

  it('ends soon after it was revoked', async () => {
    const { key, keyId, userId } = await api.newApiUser();
    const authorization = `Bearer ${key}`;
    expect((await ask({ authorization })).status).toBe(200);
    await revokeKey(api.books().db, { userId, id: keyId });
    await expect.poll(async () => (await ask({ authorization })).status).toBe(401);
  });

  it('ends when it expires', async () => {
    const { key } = await api.newApiUser({ expiresAt: new Date(Date.now() - 1) });
    expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(401);
  });

  it('works beside its successor for as long as was said', async () => {
    const { key, keyId, userId } = await api.newApiUser();
    const { db } = api.books();
    const second = await rotateKey(db, { userId, id: keyId, overlapSeconds: 3600 });
    expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(200);
    const third = await rotateKey(db, { userId, id: keyId, overlapSeconds: 0 });
    const statuses = () =>
      Promise.all(
        [key, second, third].map(async (each) => (await ask({ authorization: `Bearer ${each}` })).status),
      );
    await expect.poll(statuses).toEqual([401, 401, 200]);
  });

  it('calls only the models it is for', async () => {
    const { openai } = await api.newApiUser({ models: [EMBEDDING_MODEL] });
    const models = await collect(openai.models.list());
    expect(models.map(({ id }) => id)).toEqual([EMBEDDING_MODEL]);
    await expect(openai.chat.completions.create(whole)).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });

  it('spends no more than its limit, however many calls race', async () => {
    const { openai } = await api.newApiUser({ spendLimitPico: parseUsd('0.002') });
    const call = () =>
      openai.chat.completions.create({ ...whole, max_tokens: 400 }).catch((error: unknown) => error);
    const racing = await Promise.all(Array.from({ length: 8 }, call));
    const refused = racing.filter((answer) => answer instanceof Error);
    expect(refused.length).toBeGreaterThan(0);
    // What is left is held by the others, and may be free again when they have ended.
    for (const error of refused) expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    let last: unknown;
    do last = await call();
    while (!(last instanceof Error));
    expect(last).toMatchObject({ status: 429, code: 'insufficient_quota' });
    expect(String(last)).toMatch(/resets on \d{4}-\d{2}-\d{2}/);
    const spent = (await api.entries()).reduce((sum, entry) => sum + (entry.costPico ?? 0n), 0n);
    expect(spent).toBeLessThanOrEqual(parseUsd('0.002'));
  });

  it('asks no more than its requests a minute, and says when to come back', async () => {
    const { openai, keyId } = await api.newApiUser();
    await api.books().db.update(apiKeys).set({ requestsPerMinute: 2 }).where(eq(apiKeys.id, keyId));
    const { response } = await openai.chat.completions.create(whole).withResponse();
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('1');
    await openai.chat.completions.create(whole);
    const failure: unknown = await openai.chat.completions.create(whole).catch((error: unknown) => error);
    expect(failure).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'requests' });
    expect(failure).toHaveProperty(
      'headers',
      expect.toSatisfy((headers: Headers) => Number(headers.get('retry-after')) > 0),
    );
  });

  it('uses no more than its tokens a minute', async () => {
    const { openai, keyId } = await api.newApiUser();
    await api.books().db.update(apiKeys).set({ tokensPerMinute: 30 }).where(eq(apiKeys.id, keyId));
    await openai.chat.completions.create(whole);
    await expect(openai.chat.completions.create(whole)).rejects.toMatchObject({
      status: 429,
      type: 'tokens',
    });
  });

  it('appears in no log, and neither does the operator’s', async () => {
    const { openai, key } = await api.newApiUser();
    const linesOfWrongKeys = () => api.output().split('"code":"invalid_api_key"').length - 1;
    const before = linesOfWrongKeys();
    api.upstream().faults.next('unauthorized');
    await openai.chat.completions.create(whole).catch(() => {});
    await openai.chat.completions.create(whole);
    await ask({ authorization: `Bearer ${key.slice(0, -1)}` });
    // What the app has printed comes by a pipe, a moment after its answer.
    await expect.poll(linesOfWrongKeys).toBe(before + 1);
    // The secret alone: without the public id before it, and the checksum after it.
    expect(api.output()).not.toContain(key.slice(21, 54));
    expect(api.output()).not.toContain(UPSTREAM_KEY);
  });
});
