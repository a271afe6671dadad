// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { downloadChat } from './download-chat';

const chat = {
  id: 'chat-1',
  title: 'How do whales sleep?',
  isTitlePending: false,
  isPinned: false,
  updatedAt: new Date(0),
};
const saved: string[] = [];

beforeEach(() => {
  saved.length = 0;
  vi.useFakeTimers();
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('saves a chat under its title', async () => {
  const fetch = vi.fn(async () => new Response('# How do whales sleep?'));
  vi.stubGlobal('fetch', fetch);
  expect(await downloadChat(chat, 'markdown')).toBeUndefined();
  expect(fetch).toHaveBeenCalledWith('/api/chat/chat-1/export?format=markdown');
  expect(saved).toEqual(['How-do-whales-sleep.md']);
});

// The answer took the place of the page.
it('says in words why it is refused, and saves nothing', async () => {
  const error = { code: 'not_found', message: 'This chat does not exist.' };
  vi.stubGlobal('fetch', async () => Response.json({ error }, { status: 404 }));
  expect(await downloadChat(chat, 'json')).toBe('This chat does not exist.');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await downloadChat(chat, 'json')).toContain('could not be reached');
  expect(saved).toEqual([]);
});
