import { describe, expect, it } from 'vitest';
import type { App } from '../e2e/support/app';
import { settleDown } from './settle-down';

const NOTHING_LEFT = { openGenerations: 0, pendingEvents: 0 };
const AT_ONCE = { lookAgainMs: 0, withinMs: 0 };

/** Apps that only remember whether they run. */
function fakeApps() {
  const running = new Set<string>();
  let started = 0;
  async function start(): Promise<App> {
    const url = `app ${++started}`;
    running.add(url);
    return {
      url,
      pid: 0,
      output: () => `the words of ${url}`,
      async stop() {
        running.delete(url);
        return 'ended';
      },
    };
  }
  return { start, running };
}

describe.each([true, false])(
  'waiting for the books to settle down (app stopped to look: %s)',
  (isExclusive) => {
    it('ends with an app that runs', async () => {
      const { start, running } = fakeApps();
      const left = [
        { openGenerations: 1, pendingEvents: 0 },
        { openGenerations: 0, pendingEvents: 1 },
      ];
      const look = async () => left.shift() ?? NOTHING_LEFT;
      const app = await settleDown({ app: await start(), start, isExclusive, look }, { lookAgainMs: 0 });
      expect([...running]).toEqual([app.url]);
      expect(left).toEqual([]);
    });

    // It waited for ever.
    it('gives up when something never ends, says what, and leaves no second app', async () => {
      const { start, running } = fakeApps();
      const look = async () => ({ openGenerations: 3, pendingEvents: 12 });
      const settling = settleDown({ app: await start(), start, isExclusive, look }, AT_ONCE);
      await expect(settling).rejects.toThrow(/3 generations are still open.*12 events.*the words of app 1/s);
      expect([...running]).toEqual(isExclusive ? [] : ['app 1']);
    });
  },
);
