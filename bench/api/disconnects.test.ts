import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScriptedUpstream } from '@/tests/e2e/support/scripted-upstream';
import { timeDisconnects } from './disconnects';

describe('a caller that leaves a stream', () => {
  let upstream: Awaited<ReturnType<typeof startScriptedUpstream>>;
  beforeAll(async () => {
    upstream = await startScriptedUpstream();
  });
  afterAll(() => upstream.close());

  it('is timed until upstream sees it, as often as wanted', async () => {
    const durationsMs = await timeDisconnects({ url: upstream.url, headers: {}, upstream }, 3);
    expect(durationsMs).toHaveLength(3);
    expect(Math.min(...durationsMs)).toBeGreaterThan(0);
  });

  it('is not timed where there is no stream', async () => {
    // It refuses all, as nobody told it what to answer.
    const other = await startScriptedUpstream();
    const timing = timeDisconnects({ url: other.url, headers: {}, upstream }, 1);
    await expect(timing).rejects.toThrow('The stream ended, with status 500');
    await other.close();
  });
});
