// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { showVersion } from '@/app/chat/actions';
import { savedChatOf } from '@/tests/support/chat-on-the-wire';
import { button, press } from '@/tests/support/hands';
import { shownConversation, TALK, versionsOf } from '@/tests/support/shown-conversation';
import { draftIdOf } from '../composer/draft';
import { saveMessages } from '../composer/kept-list';
import { showToast } from '../toast/show-toast';

vi.mock('../toast/show-toast', () => ({ showToast: vi.fn() }));
vi.mock('@/app/chat/actions', () => ({
  readChat: vi.fn(),
  showVersion: vi.fn(),
  readChatList: async () => undefined,
  readFigures: async () => undefined,
}));
vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  usePathname: () => '/chat',
  useSearchParams: () => new URLSearchParams(window.location.search),
  useRouter: () => ({ push: vi.fn() }),
}));

const { userId, chatId, endReply, open, reload, shows, type } = shownConversation();

afterEach(() => vi.clearAllMocks());

describe('a message that the address names', () => {
  const focused = () => document.activeElement?.closest('li')?.textContent;

  it('has the focus, and the address names it no longer', async () => {
    window.history.replaceState(null, '', `/chat/${chatId}?message=q1`);
    await reload(TALK);
    await act(() => vi.waitFor(() => expect(focused()).toContain('One?')));
    expect(window.location.href).toMatch(new RegExp(`/chat/${chatId}$`));
  });

  it('is shown first where it is on another branch', async () => {
    const other = savedChatOf(chatId, versionsOf('a2', 'Uno.'));
    vi.mocked(showVersion).mockResolvedValueOnce({ done: true, value: other });
    window.history.replaceState(null, '', `/chat/${chatId}?message=a2`);
    await reload(versionsOf('a1', 'One.'));
    await act(() => vi.waitFor(() => expect(focused()).toContain('Uno.')));
    expect(vi.mocked(showVersion).mock.lastCall).toEqual([chatId, 'a2']);
  });

  it('leaves the chat as it is where it is gone', async () => {
    vi.mocked(showVersion).mockResolvedValueOnce({ done: false, message: 'This message doesn’t exist.' });
    window.history.replaceState(null, '', `/chat/${chatId}?message=a2`);
    await reload(TALK);
    await act(() => vi.waitFor(() => expect(window.location.search).toBe('')));
    expect(focused()).toBeUndefined();
    expect(button('Answer again')).toBeDefined();
  });

  // What it named was another page's.
  it('leaves the address of another page as it is, where it is gone only after the chat was left', async () => {
    let answer: (gone: Awaited<ReturnType<typeof showVersion>>) => void = () => undefined;
    vi.mocked(showVersion).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    window.history.replaceState(null, '', `/chat/${chatId}?message=a2`);
    await reload(TALK);
    await act(() => vi.waitFor(() => expect(showVersion).toHaveBeenLastCalledWith(chatId, 'a2')));
    window.history.replaceState(null, '', '/billing?days=7');
    await act(async () => answer({ done: false, message: 'This message doesn’t exist.' }));
    expect(window.location.search).toBe('?days=7');
  });

  // It was never shown, and it was said that a reply is under way.
  it('is shown on another branch, once it is known that no reply to what is said last is under way', async () => {
    const other = savedChatOf(chatId, versionsOf('a2', 'Uno.'));
    vi.mocked(showVersion).mockResolvedValueOnce({ done: true, value: other });
    vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
    window.history.replaceState(null, '', `/chat/${chatId}?message=a2`);
    await reload(TALK.slice(0, 1));
    await act(() => vi.waitFor(() => expect(focused()).toContain('Uno.')));
    expect(window.location.search).toBe('');
  });

  // Nothing happened, and the branch was switched under the reader once the reply had ended.
  it('is not shown on another branch while a reply is under way, nor later, and it is said why', async () => {
    await type('Two?');
    await press('Send');
    await shows('Stop');
    window.history.replaceState(null, '', `/chat/${chatId}?message=a2`);
    await open(TALK);
    expect(vi.mocked(showToast).mock.lastCall).toEqual([expect.stringContaining('A reply is under way')]);
    expect(window.location.search).toBe('');
    await endReply();
    expect(showVersion).not.toHaveBeenCalled();
  });

  // The line was read after that, and what waited in it went on from the other branch.
  it('is not shown on another branch while a message waits that was kept in line, and it is said why', async () => {
    saveMessages(draftIdOf(userId, chatId), 'queue', [{ id: 'q2', text: 'Two?', files: [] }]);
    window.history.replaceState(null, '', `/chat/${chatId}?message=a2`);
    await reload(TALK);
    expect(vi.mocked(showToast).mock.lastCall).toEqual([expect.stringContaining('a message waits in line')]);
    expect(showVersion).not.toHaveBeenCalled();
    expect(window.location.search).toBe('');
    await press('Remove “Two?”');
  });
});
