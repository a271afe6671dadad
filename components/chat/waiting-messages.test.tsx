// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { showVersion } from '@/app/chat/actions';
import { savedChatOf } from '@/tests/support/chat-on-the-wire';
import { button, press } from '@/tests/support/hands';
import { shownConversation, TALK, versionsOf } from '@/tests/support/shown-conversation';

vi.mock('@/app/chat/actions', () => ({
  readChat: vi.fn(),
  showVersion: vi.fn(),
  readChatList: async () => undefined,
  readFigures: async () => undefined,
}));
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  usePathname: () => '/chat',
  useSearchParams: () => new URLSearchParams(),
  useRouter: () => ({ push: vi.fn() }),
}));

const { chatId, endReply, fetchReply, reload, requests, shows, told, type } = shownConversation();

const asks = () => requests().filter((request) => request === 'POST /api/chat');

describe('a message that waits for the reply under way', () => {
  beforeEach(async () => {
    await type('Two?');
    await press('Send');
    await shows('Stop');
    await type('Three?');
    await press('Send next');
  });

  // Who does not see the list was told nothing.
  it('is told to a screen reader: that it waits, and when it is removed', async () => {
    expect(told()).toContain('Waits in line: Three?');
    await press('Remove “Three?”');
    expect(told()).toContain('Removed from the line: Three?');
  });

  it('is told to a screen reader when it is sent by itself', async () => {
    await endReply();
    await act(() => vi.waitFor(() => expect(asks()).toHaveLength(2)));
    expect(told()).toContain('Sent from the line: Three?');
  });

  // The message in line was sent, and billed.
  it('is not sent after a Stop that came to the server when the reply had ended by itself', async () => {
    await press('Stop');
    await endReply();
    await shows('Send “Three?” now');
    expect(asks()).toHaveLength(1);
  });

  // It was sent, and billed, after the other answer.
  it('waits on after a Stop while a message is answered again, and goes after one that the person sends', async () => {
    await press('Stop');
    await endReply();
    await shows('Send “Three?” now');
    await press('Answer again');
    await shows('Stop');
    await endReply();
    await shows('Send “Three?” now');
    expect(asks()).toHaveLength(2);
    await type('Four?');
    await press('Send');
    await shows('Stop');
    await endReply();
    await act(() => vi.waitFor(() => expect(asks()).toHaveLength(4)));
    expect(told()).toContain('Sent from the line: Three?');
  });
});

// It went out before the version that was left, and what was shown then was gone.
describe('a message that is sent while another version is fetched', () => {
  let endSwitch: (switched: Awaited<ReturnType<typeof showVersion>>) => void;
  const parents = vi.fn();

  beforeEach(async () => {
    parents.mockReset();
    vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
      if (url === '/api/chat') parents(JSON.parse(String(init.body)).message.parentId);
      return fetchReply(url, init);
    });
    vi.mocked(showVersion).mockReturnValue(
      new Promise((resolve) => {
        endSwitch = resolve;
      }),
    );
    await reload(versionsOf('a1', 'One.'));
    await press('Next version');
    await type('Two?');
    await press('Send');
    expect(parents).not.toHaveBeenCalled();
  });

  it('waits in line, and goes on from that version', async () => {
    expect(told()).toContain('Waits in line: Two?');
    await act(async () => endSwitch({ done: true, value: savedChatOf(chatId, versionsOf('a2', 'Uno.')) }));
    await act(() => vi.waitFor(() => expect(parents.mock.calls).toEqual([['a2']])));
  });

  it('goes on from what is shown, where the version can’t be', async () => {
    await act(async () => endSwitch({ done: false, message: 'It is gone.' }));
    await act(() => vi.waitFor(() => expect(parents.mock.calls).toEqual([['a1']])));
  });

  it('waits for the reply to that version, where it is being answered elsewhere', async () => {
    await act(async () => endSwitch({ done: true, value: savedChatOf(chatId, TALK.slice(0, 1), true) }));
    await shows('Stop');
    expect(parents).not.toHaveBeenCalled();
    expect(button('Remove “Two?”')).toBeDefined();
  });
});
