import { beforeEach, describe, expect, it, vi } from 'vitest';
import { chatApp } from './chat-app';

const fakes = vi.hoisted(() => ({
  /** What the books say. */
  entries: [] as unknown[],
  /** What a page complains of as soon as it is open. */
  complaint: 'Failed to load',
  openPages: 0,
}));

vi.mock('./stack', () => ({
  startStack: async () => ({
    app: { url: 'http://localhost' },
    upstream: {
      faults: { clear() {} },
      resume() {},
      journal: { idle: async () => {}, records: () => [] },
    },
    books: {
      openHolds: async () => [],
      awaitedTitles: async () => [],
      entries: async () => fakes.entries,
    },
    stop: async () => {},
  }),
}));
vi.mock('./browser', () => ({
  launchBrowser: async () => ({ close: async () => {} }),
  openPage: async () => {
    fakes.openPages++;
    const close = async () => void fakes.openPages--;
    return { page: {}, context: { close }, complaints: [fakes.complaint] };
  },
}));
vi.mock('./journey', () => ({ continueAsGuest: async () => {} }));

const UNKNOWN_TO_UPSTREAM = {
  responseId: 'of nobody',
  outputTokens: 1,
  basis: 'estimated',
  outcome: 'complete',
};

// What fails here fails after its end, which is what the suite is about: all else is in the first test, too, which passes.
describe('a test of the chat', () => {
  const app = chatApp();
  const openBefore: number[] = [];
  beforeEach(() => {
    openBefore.push(fakes.openPages);
  });

  it('may have the browser complain of what it allows', async () => {
    app.allowComplaints(/load/);
    await app.openChat();
  });

  it.fails('fails where the books say more than the journal', async () => {
    app.allowComplaints(/load/);
    await app.openChat();
    fakes.entries = [UNKNOWN_TO_UPSTREAM];
  });

  // It was allowed there, too, where the books of that test did not agree.
  it.fails('fails where the browser complains of what only the test before it allows', async () => {
    fakes.entries = [];
    await app.openChat();
  });

  it('leaves no page open to the next, be it right or wrong', () => {
    expect(openBefore).toEqual([0, 0, 0, 0]);
  });
});
