import { describe, expect, it } from 'vitest';
import { newChats } from '@/lib/billing/testing/seed';
import { apiApp, MODEL } from '../support/api';

describe('GET /v1/usage', () => {
  const { newApiUser, url, books } = apiApp();

  it('adds up what the keys of a person used, and lists it, as JSON and as CSV', async () => {
    const { openai, key, keyId } = await newApiUser();
    const used = [];
    for (const content of ['What is a token?', 'And a meter?']) {
      const { usage } = await openai.chat.completions.create({
        model: MODEL,
        messages: [{ role: 'user', content }],
      });
      used.push(usage?.total_tokens ?? 0);
    }
    const total = used.reduce((sum, tokens) => sum + tokens, 0);
    const headers = { Authorization: `Bearer ${key}` };
    const get = (path: string) => fetch(`${url()}${path}`, { headers });

    // The events are on their way to the meter.
    await expect
      .poll(async () => {
        const { data } = await (await get('/usage?range=24h&by=key&metric=tokens')).json();
        return data.map(({ name, amount }: { name: string; amount: string }) => [name, amount]);
      })
      .toEqual([[keyId, String(total)]]);

    const { data, next } = await (await get('/usage/events?range=24h&limit=1')).json();
    expect(data).toMatchObject([{ api_key_id: keyId, via: 'api', status: 'complete' }]);
    const older = await (await get(`/usage/events?range=24h&limit=1&after=${next}`)).json();
    expect(older).toMatchObject({ data: [{ api_key_id: keyId }], next: null });
    const tokens = [...data, ...older.data].map((event) => event.prompt_tokens + event.completion_tokens);
    expect(tokens.reduce((sum, each) => sum + each, 0)).toBe(total);

    const csv = await get('/usage/events?range=24h&format=csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect((await csv.text()).trimEnd().split('\r\n')).toHaveLength(3);
  });

  it('shows nobody else’s usage, and nothing without a key', async () => {
    const { openai, key, keyId, userId } = await newApiUser();
    await openai.chat.completions.create({ model: MODEL, messages: [{ role: 'user', content: 'Hello' }] });
    const { key: other } = await newApiUser();
    const ask = (by: string, path: string) =>
      fetch(`${url()}${path}`, { headers: { Authorization: `Bearer ${by}` } });
    expect(await (await ask(other, '/usage/events')).json()).toEqual({
      object: 'list',
      data: [],
      next: null,
    });
    const [chatId] = await newChats(books().db, userId, ['Tokens']);
    for (const filter of [`key=${keyId}`, `chat=${chatId}`]) {
      for (const path of [
        `/usage?${filter}`,
        `/usage/events?${filter}`,
        `/usage/events?${filter}&format=csv`,
      ]) {
        const answers = await Promise.all([ask(key, path), ask(other, path)]);
        expect([path, ...answers.map(({ status }) => status)]).toEqual([path, 200, 404]);
      }
    }
    expect((await fetch(`${url()}/usage`)).status).toBe(401);
  });

  it('says which parameter is wrong', async () => {
    const { key } = await newApiUser();
    const answer = await fetch(`${url()}/usage?metric=euros`, {
      headers: { Authorization: `Bearer ${key}` },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { param: 'metric', code: 'invalid_parameter' } });
  });
});
