import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { OpenMeter } from '@openmeter/sdk';
import { describe, expect, it } from 'vitest';
import { newChats } from '@/lib/billing/testing/seed';
import { apiApp, METER_KEY, MODEL } from '../support/api';

const { newApiUser, url, books } = apiApp();

describe('GET /v1/usage', () => {
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

describe('/api/openmeter', () => {
  const meterUrl = () => `${new URL(url()).origin}/api/openmeter`;
  const authorized = { Authorization: `Bearer ${METER_KEY}` };

  /** The status of an answer that must be a problem. */
  async function problemStatus(response: Response): Promise<number> {
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: response.status, detail: expect.any(String) });
    return response.status;
  }

  it('serves the official SDK', async () => {
    const { events, meters } = new OpenMeter({ baseUrl: meterUrl(), apiKey: METER_KEY });
    const [slug, subject] = ['trips', ['anna', 'ben']];
    await meters.create({
      slug,
      eventType: 'trip',
      aggregation: 'SUM',
      valueProperty: '$.km',
      groupBy: { city: '$.city' },
    });
    await events.ingest([
      { type: 'trip', subject: 'anna', data: { km: 3, city: 'a/b' } },
      { type: 'trip', subject: 'ben', data: { km: 4.5, city: '%' } },
    ]);
    expect(await meters.listGroupByValues(slug, 'city')).toEqual(['%', 'a/b']);
    const all = [
      { subject: 'anna', value: 3 },
      { subject: 'ben', value: 4.5 },
    ];
    expect(await meters.query(slug, { subject })).toMatchObject({ data: all });
    expect(await meters.queryPost(slug, { subject })).toMatchObject({ data: all });
    const inOneCity = { subject, filterGroupBy: { city: ['a/b'] } };
    const anna = [{ subject: 'anna', value: 3 }];
    expect(await meters.queryPost(slug, inOneCity)).toMatchObject({ data: anna });
    expect(await meters.update(slug, { name: 'Trips' })).toMatchObject({ name: 'Trips' });
    await meters.delete(slug);
    await expect(meters.query(slug)).rejects.toMatchObject({ status: 404 });
  });

  it('wants its key', async () => {
    for (const Authorization of ['', `Bearer ${METER_KEY}x`, `Basic ${btoa(`:${METER_KEY}`)}`]) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) {
        const answer = await fetch(`${meterUrl()}/api/v1/meters`, { method, headers: { Authorization } });
        expect(await problemStatus(answer)).toBe(401);
        expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer');
      }
    }
  });

  it.each(['%2F', '%00', '..%2F..%2Fv1', '%F0%9F%98%80', 'a%20b'])('knows no meter %s', async (name) => {
    for (const path of [name, `${name}/query`, `${name}/group-by/via/values`]) {
      const answer = await fetch(`${meterUrl()}/api/v1/meters/${path}`, { headers: authorized });
      expect(await problemStatus(answer), path).toBe(404);
    }
  });

  it('serves on after an address that is not encoded right, which Next.js itself refuses', async () => {
    const answer = await fetch(`${meterUrl()}/api/v1/meters/%zz`, { headers: authorized });
    expect(answer.ok).toBe(false);
    const { meters } = new OpenMeter({ baseUrl: meterUrl(), apiKey: METER_KEY });
    expect(await meters.get('requests')).toMatchObject({ slug: 'requests' });
  });

  it('refuses a body over 5 MB before it has come, and serves the next', async () => {
    const sending = request(`${meterUrl()}/api/v1/events`, {
      method: 'POST',
      headers: { ...authorized, 'Content-Type': 'application/cloudevents-batch+json' },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sending.once('response', resolve).once('error', reject);
    });
    Readable.from(endlessly('x'.repeat(65_536))).pipe(sending);
    expect(JSON.parse(await text(await answered))).toMatchObject({ status: 413 });
    sending.destroy();
    const next = await fetch(`${meterUrl()}/api/v1/meters/requests`, { headers: authorized });
    expect(await next.json()).toMatchObject({ slug: 'requests' });
  });
});

function* endlessly(chunk: string): Generator<string, never> {
  for (;;) yield chunk;
}
