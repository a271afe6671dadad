import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenMeter } from '@openmeter/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

const KEY = 'a-key-of-the-other-services';

describe('/api/openmeter', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokentally-meter-'));
  });

  beforeEach(() => {
    vi.resetModules();
    vi.unstubAllEnvs();
    vi.stubEnv('DATA_DIR', folder);
    vi.stubEnv('DATABASE_URL', '');
    vi.stubEnv('OPENMETER_URL', '');
  });

  afterAll(async () => {
    const { closeDb } = await import('@/lib/db/client');
    await closeDb();
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  /** The route as an OpenMeter SDK elsewhere sees it. */
  async function overHttp(apiKey = KEY) {
    const route = await import('./route');
    return new OpenMeter({
      baseUrl: 'https://chat.example.com/api/openmeter',
      apiKey,
      fetch: (request) => (request.method === 'POST' ? route.POST : route.GET)(request),
    });
  }

  it('keeps the events of other services where the app keeps its own', async () => {
    vi.stubEnv('EMBEDDED_OPENMETER_KEY', KEY);
    const { openMeter } = await import('@/lib/openmeter/client');
    const client = await overHttp();
    const event = { type: 'openai', subject: 'somebody', data: { total_tokens: 12, model: 'm' } };
    await client.events.ingest(event);
    await openMeter().events.ingest(event);
    const { data } = await openMeter().meters.query('total_tokens', { subject: ['somebody'] });
    expect(data).toMatchObject([{ subject: 'somebody', value: 24 }]);
    expect((await client.meters.query('total_tokens', { subject: ['somebody'] })).data).toEqual(data);
  });

  it('wants the key', async () => {
    vi.stubEnv('EMBEDDED_OPENMETER_KEY', KEY);
    const client = await overHttp('another-key-of-some-length');
    await expect(client.meters.list()).rejects.toMatchObject({ status: 401 });
  });

  it('is not there while no key is set', async () => {
    vi.stubEnv('EMBEDDED_OPENMETER_KEY', '');
    await expect((await overHttp()).meters.list()).rejects.toMatchObject({ status: 404 });
  });

  it('is not there while a remote OpenMeter takes its place', async () => {
    vi.stubEnv('EMBEDDED_OPENMETER_KEY', KEY);
    vi.stubEnv('OPENMETER_URL', 'http://localhost:8888');
    await expect((await overHttp()).meters.list()).rejects.toMatchObject({ status: 404 });
  });
});
