// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { readChat, showVersion } from '@/app/chat/actions';
import { asked, offline, refusal, replied, savedChatOf } from '@/tests/support/chat-on-the-wire';
import { button, press } from '@/tests/support/hands';
import { shownConversation, TALK, versionsOf } from '@/tests/support/shown-conversation';
import { draftIdOf } from './composer/draft';
import { saveChoice } from './composer/kept-choice';
import { saveMessages } from './composer/kept-list';

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

const { chatId, endReply, fetchReply, field, open, reload, requests, shows, told, type, userId } =
  shownConversation();

describe('a message that could not be sent', () => {
  const said = () => [...document.querySelectorAll('article p')].map(({ textContent }) => textContent);
  const isNoted = () =>
    act(() => vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull()));

  /** @returns the id of the message that could not be sent */
  async function fail(fetchNothing: typeof refusal): Promise<string> {
    let sent = '';
    vi.stubGlobal('fetch', (_url: string, { body }: RequestInit) => {
      sent = JSON.parse(String(body)).message.id;
      return fetchNothing();
    });
    await type('Two?');
    await press('Send');
    await isNoted();
    vi.stubGlobal('fetch', fetchReply);
    await type('Three?');
    return sent;
  }

  // What could not be sent was gone once another message was.
  it.each([
    ['refused it', refusal],
    ['could not be reached', offline],
  ])('is in the composer again when another is sent, where the server %s', async (_, fetchNothing) => {
    await fail(fetchNothing);
    await press('Send');
    await act(() => vi.waitFor(() => expect(field('Message')?.value).toBe('Two?')));
    await endReply();
    expect(said()).toEqual(['One?', 'One.', 'Three?', 'One.']);
  });

  // The field and the draft were empty by then, and a reload lost it.
  it('leaves the other one in the tab while the server is asked whether it has arrived', async () => {
    await fail(offline);
    vi.mocked(readChat).mockReturnValue(new Promise(() => undefined));
    await press('Send');
    expect(JSON.stringify({ ...sessionStorage })).toContain('Three?');
  });

  it('is shown with its reply, and the other one waits for that, where only the answer was lost', async () => {
    const saved = [...TALK, asked(await fail(offline), 'Two?')];
    vi.mocked(readChat).mockResolvedValue(savedChatOf(chatId, saved, true));
    await press('Send');
    await shows('Remove “Three?”');
    expect(said()).toEqual(['One?', 'One.', 'Two?']);
    expect(field('Message')?.value).toBe('');
    expect(requests()).not.toContain('POST /api/chat');
  });

  // It was gone from the page once the older one was found.
  it('stands there until it is taken back, though an older one is looked for, which is shown then', async () => {
    saveMessages(draftIdOf(userId, chatId), 'unsent', [{ id: 'q0', text: 'Zero?', files: [] }]);
    vi.mocked(readChat).mockImplementation(offline);
    await reload(TALK);
    const saved = [...TALK, asked('q0', 'Zero?'), replied('a0', 'Zero.')];
    vi.mocked(readChat).mockResolvedValue(savedChatOf(chatId, saved));
    await fail(refusal);
    expect(said()).toEqual(['One?', 'One.', 'Two?']);
    // The pencil has that name, too.
    const edit = [...document.querySelectorAll<HTMLButtonElement>('[role=alert] button')].at(-1);
    await act(async () => {
      edit?.focus();
      edit?.click();
    });
    expect(field('Message')?.value).toBe('Two?\n\nThree?');
    expect(document.activeElement).toBe(field('Message'));
    await act(() => vi.waitFor(() => expect(said().slice(2)).toEqual(['Zero?', 'Zero.'])));
  });

  // It was gone from the page, and stood in the composer after the next reload.
  describe('and then something is done with another', () => {
    it('is in the composer again when that is answered again', async () => {
      await fail(refusal);
      await press('Answer again');
      await shows('Stop');
      expect(field('Message')?.value).toBe('Two?\n\nThree?');
      expect(told()).toContain('A message that was not sent is back in the field.');
      await endReply();
      expect(said()).toEqual(['One?', 'One.']);
    });

    it('is in the composer again when that is shown in another version', async () => {
      await reload(versionsOf('a1', 'One.'));
      await fail(refusal);
      const other = savedChatOf(chatId, versionsOf('a2', 'Uno.'));
      vi.mocked(showVersion).mockResolvedValueOnce({ done: true, value: other });
      await press('Next version');
      expect(said()).toEqual(['One?', 'Uno.']);
      expect(field('Message')?.value).toBe('Two?\n\nThree?');
    });

    // The form closed, and what stood in it went out.
    it('leaves a change of that unsent which is cancelled while the server is asked whether it has arrived', async () => {
      await fail(offline);
      let isRead: (found: undefined) => void = () => undefined;
      vi.mocked(readChat).mockReturnValueOnce(new Promise((resolve) => (isRead = resolve)));
      // It is loaded when it is first shown.
      await import('./message/edit-message');
      await press('Edit message');
      await act(() => vi.waitFor(() => expect(field('Message to send anew')).not.toBeNull()));
      await press('Send');
      await press('Cancel');
      await act(async () => isRead(undefined));
      expect(requests()).not.toContain('POST /api/chat');
      expect(said()).toEqual(['One?', 'One.', 'Two?']);
    });

    it('is shown with its reply, and that is left as it is, where only the answer was lost', async () => {
      const saved = [...TALK, asked(await fail(offline), 'Two?')];
      vi.mocked(readChat).mockResolvedValue(savedChatOf(chatId, saved, true));
      await press('Answer again');
      await shows('Stop');
      expect(said()).toEqual(['One?', 'One.', 'Two?']);
      expect(field('Message')?.value).toBe('Three?');
      expect(requests()).not.toContain('POST /api/chat');
    });
  });
});

// The link, and the settings, were of a chat that the server does not have: neither could be saved.
it('a chat whose first message could not be delivered is not shared, and its settings go with that', async () => {
  await open([]);
  vi.stubGlobal('fetch', offline);
  await type('One?');
  await press('Send');
  await act(() => vi.waitFor(() => expect(button('Try again')).toBeDefined()));
  expect(button('Share')).toBeUndefined();
  await setTemperature();
  const sent = vi.fn();
  vi.stubGlobal('fetch', (_url: string, { body }: RequestInit) => {
    sent(JSON.parse(String(body)));
    return refusal();
  });
  await press('Try again');
  await act(() => vi.waitFor(() => expect(sent).toHaveBeenCalledOnce()));
  expect(sent.mock.lastCall).toMatchObject([{ settings: { temperature: 1 } }]);
});

async function setTemperature() {
  // It is loaded when it is first shown.
  await import('./header/settings-dialog');
  await press('Chat settings');
  const checkbox = () => document.querySelector<HTMLInputElement>('dialog input[type=checkbox]');
  await act(() => vi.waitFor(() => expect(checkbox()).not.toBeNull()));
  await act(async () => checkbox()?.click());
  await act(async () => {
    const submit = new Event('submit', { bubbles: true, cancelable: true });
    document.querySelector('dialog form')?.dispatchEvent(submit);
  });
}

// Both were silently gone after a reload.
describe('what was chosen beside a message that is not sent yet', () => {
  it('goes with the first message of a chat: how the model is asked', async () => {
    await open([]);
    await setTemperature();
    await reload([]);
    let sent: unknown;
    vi.stubGlobal('fetch', (_url: string, { body }: RequestInit) => {
      sent = JSON.parse(String(body));
      return refusal();
    });
    await type('One?');
    await press('Send');
    expect(sent).toMatchObject({ settings: { temperature: 1 } });
  });

  it('stays with a chat: which model answers', async () => {
    const picker = () => document.querySelector('button[popovertarget][aria-haspopup=dialog]')?.textContent;
    expect(picker()).toContain('Demo');
    saveChoice(draftIdOf(userId, chatId), { modelId: 'other' });
    await reload(TALK);
    expect(picker()).toContain('Other');
  });
});

// Arabic, Hebrew and Persian were laid out from the left.
describe('text of a person', () => {
  it('is read from the side of its script where it is written, and where it stands', async () => {
    expect(field('Message')?.dir).toBe('auto');
    expect(document.querySelector('article p')?.getAttribute('dir')).toBe('auto');
    expect(document.querySelector('h1')?.dir).toBe('auto');
    // It is loaded when it is first shown.
    await import('./message/edit-message');
    await press('Edit message');
    await act(() => vi.waitFor(() => expect(field('Message to send anew')?.dir).toBe('auto')));
  });
});
