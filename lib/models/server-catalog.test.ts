import { describe, expect, it, vi } from 'vitest';
import { NOBODYS_PORT } from '@/tests/support/nobodys-port';
import { log } from '../log';
import { ServerCatalog } from './server-catalog';
import { UpstreamError } from './upstream-failure';

vi.spyOn(log, 'warn').mockImplementation(() => {});

const list = (...ids: string[]) => Response.json({ data: ids.map((id) => ({ id })) });
const MINUTE_MS = 60_000;

/** A server that gives these answers, one after the other, and what was asked of it. */
function serve(...answers: (() => Response | Promise<Response>)[]) {
  const clock = { nowMs: 0 };
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    const answer = answers.shift();
    if (!answer) throw new TypeError('fetch failed');
    return answer();
  });
  const catalog = new ServerCatalog({ baseUrl: 'http://server/v1', apiKey: 'key', fetch }, () => clock.nowMs);
  const ids = async () => (await catalog.models()).map(({ id }) => id);
  return { clock, fetch, ids };
}

describe('the models of a compatible server', () => {
  it('are asked for once in five minutes', async () => {
    const { clock, fetch, ids } = serve(
      () => list('a', 'b'),
      () => list('c'),
    );
    expect(await ids()).toEqual(['a', 'b']);
    clock.nowMs += 5 * MINUTE_MS - 1;
    expect(await ids()).toEqual(['a', 'b']);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(fetch.mock.calls[0]).toMatchObject([
      'http://server/v1/models',
      { headers: { Authorization: 'Bearer key' } },
    ]);
    clock.nowMs += 1;
    expect(await ids()).toEqual(['c']);
  });

  it('are asked for once by all who want them at the same moment', async () => {
    const { fetch, ids } = serve(() => list('a'));
    expect(await Promise.all([ids(), ids(), ids()])).toEqual([['a'], ['a'], ['a']]);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  // It was taken for a server without models, and every model for an unknown one.
  it('are an error to try again, while it has never listed any', async () => {
    const { ids } = serve(
      () => new Response('Loading', { status: 503 }),
      () => Promise.reject(new DOMException('It hangs.', 'TimeoutError')),
      () => Response.json({ models: 'none of OpenAI’s' }),
      () => list('a'),
    );
    for (let failure = 0; failure < 3; failure++) {
      const error = await ids().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UpstreamError);
      expect(error).toMatchObject({ status: 502, code: 'upstream_failed' });
    }
    expect(await ids()).toEqual(['a']);
  });

  // A server that hung made each call wait for it.
  it('are those it listed last while it can’t be reached, and it is left alone for half a minute', async () => {
    const { clock, fetch, ids } = serve(
      () => list('a'),
      () => Promise.reject(new DOMException('It hangs.', 'TimeoutError')),
      () => list('b'),
    );
    await ids();
    clock.nowMs += 5 * MINUTE_MS;
    expect(await ids()).toEqual(['a']);
    clock.nowMs += MINUTE_MS / 2 - 1;
    expect(await ids()).toEqual(['a']);
    expect(fetch).toHaveBeenCalledTimes(2);
    clock.nowMs += 1;
    expect(await ids()).toEqual(['b']);
  });

  // The log said “fetch failed”, whatever was wrong with the address, the name or the certificate.
  it('are missed in the log with what is at the bottom of it', async () => {
    const catalog = new ServerCatalog({
      baseUrl: `http://127.0.0.1:${NOBODYS_PORT}/v1`,
      apiKey: 'key',
      fetch,
    });
    await expect(catalog.models()).rejects.toThrow(UpstreamError);
    expect(log.warn).toHaveBeenLastCalledWith(
      { reason: `connect ECONNREFUSED 127.0.0.1:${NOBODYS_PORT}` },
      expect.stringContaining('could not list its models'),
    );
  });

  it('are none when it lists none', async () => {
    expect(await serve(() => list()).ids()).toEqual([]);
  });
});
