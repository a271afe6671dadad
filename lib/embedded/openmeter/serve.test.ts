import { randomUUID } from 'node:crypto';
import { OpenMeter } from '@openmeter/sdk';
import { describe, expect, it, vi } from 'vitest';
import { openPostgres } from '@/lib/db/postgres';
import type { Database } from '@/lib/db/types';
import { log } from '@/lib/log';
import { describeOnDatabases } from '@/tests/support/databases';
import { NOBODYS_PORT } from '@/tests/support/nobodys-port';
import { createEmbeddedOpenMeter } from '.';
import { serveOpenMeter } from './serve';
import { ingestRequest } from './testing/requests';

const KEY = 'a-key-of-the-other-services';
const HOST = 'https://chat.example.com/api/openmeter';

const TOKENS = {
  slug: 'tokens',
  eventType: 'test',
  aggregation: 'SUM',
  valueProperty: '$.tokens',
  groupBy: { model: '$.model' },
} as const;

describeOnDatabases('the embedded meter over HTTP', (db) => {
  const serve = (key: string | undefined = KEY) => {
    const meter = createEmbeddedOpenMeter({
      db: async () => db(),
      namespace: randomUUID(),
      meters: [TOKENS],
    });
    return { meter, fetch: serveOpenMeter({ meter, basePath: '/api/openmeter', key }) };
  };
  const sdk = (fetch: (request: Request) => Promise<Response>, apiKey?: string) =>
    new OpenMeter({ baseUrl: HOST, apiKey, fetch });

  it('serves the official SDK: ingest, query, and the life of a meter', async () => {
    const client = sdk(serve().fetch, KEY);
    await client.events.ingest({
      type: 'test',
      subject: 'somebody',
      time: new Date('2026-01-01'),
      data: { tokens: 7, model: 'm' },
    });
    const { data } = await client.meters.query('tokens', {
      groupBy: ['model'],
      filterGroupBy: { model: 'm' },
    });
    expect(data).toMatchObject([{ value: 7, groupBy: { model: 'm' } }]);
    await client.meters.create({ slug: 'calls', eventType: 'test', aggregation: 'COUNT' });
    expect((await client.meters.list())?.map(({ slug }) => slug)).toEqual(['calls', 'tokens']);
    await client.meters.delete('calls');
    await expect(client.meters.get('calls')).rejects.toMatchObject({ status: 404 });
  });

  it('counts what comes over HTTP in the same books as what comes from within', async () => {
    const { meter, fetch } = serve();
    const within = new OpenMeter({ baseUrl: 'http://embedded.openmeter', fetch: meter });
    const event = { id: 'one', source: 'test', type: 'test', subject: 'somebody', data: { tokens: 7 } };
    await sdk(fetch, KEY).events.ingest({ ...event });
    await within.events.ingest({ ...event });
    const { data } = await within.meters.query('tokens');
    expect(data).toMatchObject([{ value: 7 }]);
  });

  it('is closed to who has no key, the wrong one, or a session of the app alone', async () => {
    const { fetch, meter } = serve();
    const credentials: Record<string, string>[] = [
      {},
      { Authorization: 'Bearer ' },
      { Authorization: `Bearer ${KEY}x` },
      { Authorization: `Bearer ${KEY.slice(0, -1)}` },
      { Authorization: KEY },
      { Authorization: `Basic ${btoa(`:${KEY}`)}` },
      { Cookie: `authjs.session-token=${KEY}; key=${KEY}` },
      { 'X-Api-Key': KEY },
    ];
    for (const headers of credentials) {
      for (const path of ['/api/v1/meters', '/api/v1/events', '/api/v1/meters/tokens/query', '/nothing']) {
        const response = await fetch(new Request(`${HOST}${path}`, { headers }));
        expect(response.status).toBe(401);
        expect(response.headers.get('Content-Type')).toBe('application/problem+json');
        expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
        expect(await response.json()).toMatchObject({
          status: 401,
          detail: expect.stringContaining('the key'),
        });
      }
    }
    await expect(
      sdk(fetch, 'another-key-than-the-right-one').events.ingest({ type: 'test', subject: 's' }),
    ).rejects.toMatchObject({ status: 401 });
    const { data } = await new OpenMeter({ baseUrl: 'http://m', fetch: meter }).meters.query('tokens');
    expect(data).toEqual([]);
  });

  it('is not there without a key of its own, whatever is sent', async () => {
    const fetch = serveOpenMeter({ ...serve(), basePath: '/api/openmeter', key: undefined });
    for (const apiKey of [undefined, KEY, 'undefined', '']) {
      const refusal = sdk(fetch, apiKey).meters.list();
      await expect(refusal).rejects.toMatchObject({
        status: 404,
        message: expect.stringContaining('no meter here'),
      });
    }
  });

  it('answers a problem where the meter has nothing, and goes on serving', async () => {
    const { fetch } = serve();
    const headers = { Authorization: `Bearer ${KEY}` };
    for (const path of ['', '/', '/api/v1', '/api/v1/nothing', '/api/openmeter/api/v1/meters']) {
      const response = await fetch(new Request(HOST + path, { headers }));
      expect([response.status, response.headers.get('Content-Type')]).toEqual([
        404,
        'application/problem+json',
      ]);
    }
    expect(await sdk(fetch, KEY).meters.list()).toHaveLength(1);
  });

  // It was a 404, as for a wrong address.
  it('says that it has API v1 alone to a client of v3', async () => {
    const request = new Request(`${HOST}/api/v3/openmeter/events`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${KEY}` },
    });
    const response = await serve().fetch(request);
    expect(response.status).toBe(501);
    expect((await response.json()).detail).toContain('events and meters of API v1 only');
  });

  it('takes a body that comes in pieces, and stops reading one that is too large', async () => {
    const { fetch } = serve();
    const event = (data: object) =>
      JSON.stringify({ specversion: '1.0', id: 'e', source: 's', type: 'test', subject: 's', data });
    const send = (text: string) => {
      const pieces = (text.match(/.{1,65536}/gs) ?? []).map((piece) => new TextEncoder().encode(piece));
      let sent = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          const piece = pieces[sent++];
          if (piece) controller.enqueue(piece);
          else controller.close();
        },
      });
      const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/cloudevents+json' };
      const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
      return fetch(new Request(`${HOST}/api/v1/events`, init)).then(({ status }) => ({
        status,
        sent,
        of: pieces.length,
      }));
    };
    const large = await send(event({ text: 'x'.repeat(20 * 1024 * 1024) }));
    expect(large.status).toBe(413);
    expect(large.sent).toBeLessThan(large.of / 2);
    expect(await send(event({ text: 'x'.repeat(1024 * 1024), tokens: 3 }))).toMatchObject({ status: 204 });
  });

  // It was a 500, and in the log as a fault of the app.
  it('takes a body that breaks off for a fault of who sent it', async () => {
    const error = vi.spyOn(log, 'error');
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('[{"id":'));
        controller.error(new TypeError('terminated'));
      },
    });
    const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
    const response = await serve().fetch(new Request(`${HOST}/api/v1/events`, init));
    expect(response.status).toBe(400);
    expect((await response.json()).detail).toBe('request body has an error: it did not come whole');
    expect(error).not.toHaveBeenCalled();
    error.mockRestore();
  });
});

// It was a 500, as if the events were at fault, since keeping them begins with a transaction.
describeOnDatabases('the embedded meter over HTTP, when the database goes away', (db) => {
  it('answers 503 to events, and when to send them again', async () => {
    const nowhere = openPostgres(`postgres://127.0.0.1:${NOBODYS_PORT}/none`);
    let current: Database = db();
    const meter = createEmbeddedOpenMeter({ db: async () => current, namespace: randomUUID() });
    const fetch = serveOpenMeter({ meter, basePath: '/api/openmeter', key: KEY });
    const send = async () => {
      const request = ingestRequest([{}]);
      request.headers.set('Authorization', `Bearer ${KEY}`);
      return fetch(new Request(`${HOST}/api/v1/events`, request));
    };
    expect((await send()).status).toBe(204);
    current = nowhere.db;
    const response = await send();
    await nowhere.close();
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '5']);
  });
});

describe('the embedded meter over HTTP, when the database is away', () => {
  it.each([
    [503, Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    // It was a 500: events that waited for a meter to be added up, where the server ends what takes too long.
    [503, Object.assign(new Error('cancelled, waiting for secret'), { code: '57014' })],
    [500, new Error('a fault of ours')],
  ])('answers %i, and nothing of the cause', async (status, cause) => {
    const { DrizzleQueryError } = await import('drizzle-orm');
    const meter = async () => {
      throw new DrizzleQueryError('select secret', [], cause);
    };
    const fetch = serveOpenMeter({ meter, basePath: '/api/openmeter', key: KEY });
    const response = await fetch(
      new Request(`${HOST}/api/v1/meters`, { headers: { Authorization: `Bearer ${KEY}` } }),
    );
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      status,
      'application/problem+json',
    ]);
    expect(await response.text()).not.toMatch(/secret|connect|ours/);
  });
});
