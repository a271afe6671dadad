// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { asked, offline } from '@/tests/support/chat-on-the-wire';
import { heldConversation, TALK } from '@/tests/support/held-conversation';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  unstable_isUnrecognizedActionError: (error: unknown) => error === 'of another build',
}));

const chat = heldConversation();
const { open, requests, savedChat, server, texts } = chat;
const anotherBuild = () => Promise.reject('of another build');

describe('messages that may have arrived', () => {
  it.each([
    ['which are saved', async () => savedChat(TALK), ['q2']],
    [
      'one beside which another was sent since as well',
      async () => savedChat([asked('q3', 'Three?', ['q2', 'q3'])]),
      ['q2'],
    ],
    ['that none is saved', async () => savedChat([]), []],
    ['nothing where that can’t be read', offline, undefined],
    ['that it can’t be known where the session has ended', async () => 'signed out' as const, 'unknowable'],
    ['that it can’t be known where the server is of another build', anotherBuild, 'unknowable'],
  ])('are looked for: it is told %s', async (_, read, arrived) => {
    await open();
    vi.mocked(readChat).mockImplementation(read);
    server.mockImplementation(async () => new Response(null, { status: 204 }));
    let found: unknown;
    await act(async () => {
      found = await chat.state.showSaved(['q2', 'q4'], () => true);
    });
    expect(found).toEqual(arrived);
  });

  // What had been asked while they were looked for was gone from the page.
  it('are not shown where that is not wanted any more', async () => {
    await open(TALK.slice(0, 2));
    vi.mocked(readChat).mockResolvedValue(savedChat(TALK));
    expect(await chat.state.showSaved(['q2'], () => false)).toBeUndefined();
    expect(texts()).toEqual(['One?', 'One.']);
    expect(requests()).toEqual([]);
  });
});
