import { afterEach, expect, it, vi } from 'vitest';
import { RedirectedError, remoteOpenMeter } from './remote';

afterEach(() => {
  vi.unstubAllGlobals();
});

// Its connection stayed taken, until the garbage was collected.
it('lets go of the body of a redirect, which nobody reads', async () => {
  const cancel = vi.fn();
  const headers = { Location: 'https://elsewhere.test' };
  vi.stubGlobal('fetch', async () => new Response(new ReadableStream({ cancel }), { status: 302, headers }));
  await expect(remoteOpenMeter('http://openmeter.test').meters.list()).rejects.toThrow(RedirectedError);
  expect(cancel).toHaveBeenCalled();
});
