// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { type ChatId, newId, type UserId } from '@/lib/ids';
import { offline, savedChatOf } from '@/tests/support/chat-on-the-wire';
import { reactRoot } from '@/tests/support/react-root';
import type { SendOutcome } from '../api/chat-error';
import { showToast } from '../toast/show-toast';
import { draftIdOf, saveDraft } from './draft';
import { saveMessages } from './kept-list';
import { type ChatPlace, forgetDraft, keepUnsent, readUnsent, settleUnsent } from './unsent';
import { useFirstMessage } from './use-first-message';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn() }));
vi.mock('../toast/show-toast', () => ({ showToast: vi.fn() }));

const { show } = reactRoot();

let place: ChatPlace;
let settleFirst: (outcome: SendOutcome) => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(readChat).mockReset().mockResolvedValue(undefined);
  vi.mocked(showToast).mockReset();
  place = { userId: newId<UserId>(), chatId: newId() };
});

afterEach(() => vi.useRealTimers());

function Chat() {
  settleFirst = useFirstMessage(place);
  return null;
}

async function send(outcome: SendOutcome, message = { id: newId(), text: 'Hello', files: [] }) {
  keepUnsent(place, message);
  settleUnsent(place, message.id, outcome);
  await act(async () => settleFirst(outcome));
  return message;
}

const passes = () => vi.advanceTimersByTimeAsync(15_000);
const inChat = () => readUnsent(place).map(({ text }) => text);
const inNextChat = () => readUnsent({ userId: place.userId }).map(({ text }) => text);

describe('the first message of a chat', () => {
  it('is left to the next new chat as soon as the server has refused it', async () => {
    await show(<Chat />);
    await send('refused');
    expect([inChat(), inNextChat()]).toEqual([[], ['Hello']]);
  });

  it('stays with the chat when the server could not be reached, until the person leaves', async () => {
    await show(<Chat />);
    await send('unreachable');
    await passes();
    expect([inChat(), inNextChat()]).toEqual([['Hello'], []]);
    await show(null);
    expect(inNextChat()).toEqual([]);
    await passes();
    expect([inChat(), inNextChat()]).toEqual([[], ['Hello']]);
  });

  it('is left to the next new chat when the person has gone before it could not be delivered', async () => {
    await show(<Chat />);
    await show(null);
    await send('unreachable');
    await passes();
    expect([inChat(), inNextChat()]).toEqual([[], ['Hello']]);
  });

  // It stood in the next new chat although it was being answered: the connection broke after it had come through.
  it.each([
    ['leaves then', false],
    ['has gone before', true],
  ])(
    'is left nowhere where the server has it though it could not be reached, and the person %s',
    async (_, hasGone) => {
      vi.mocked(readChat).mockResolvedValue(savedChatOf(newId<ChatId>(), []));
      await show(<Chat />);
      if (hasGone) await show(null);
      await send('unreachable');
      await show(null);
      await passes();
      expect([inChat(), inNextChat()]).toEqual([['Hello'], []]);
    },
  );

  // It was given back at once, and again ten seconds later, or although it had arrived.
  it.each([
    ['is left to the next new chat once', undefined, ['Hello']],
    ['is left nowhere', savedChatOf(newId<ChatId>(), []), []],
  ])('%s when it could not be reached after a refusal, and that is clear', async (_, saved, left) => {
    await show(<Chat />);
    const message = await send('refused');
    vi.mocked(readChat).mockResolvedValue(saved);
    await send('unreachable', message);
    await show(null);
    expect(inNextChat()).toEqual([]);
    await passes();
    expect(inNextChat()).toEqual(left);
  });

  it('is left nowhere when it arrived at the second try', async () => {
    await show(<Chat />);
    await send('taken', await send('unreachable'));
    await show(null);
    expect([inChat(), inNextChat()]).toEqual([[], []]);
  });

  it('stays with the chat when the server may have it, until the person leaves', async () => {
    await show(<Chat />);
    await send('unclear');
    await passes();
    expect([inChat(), inNextChat()]).toEqual([['Hello'], []]);
    await show(null);
    await passes();
    expect([inChat(), inNextChat()]).toEqual([[], ['Hello']]);
  });

  // It was given back at once, and sent twice.
  it.each(['unreachable', 'unclear'] as const)(
    'is left nowhere when the person leaves while it is tried again and the server has it: %s',
    async (first) => {
      vi.mocked(readChat).mockResolvedValue(savedChatOf(newId<ChatId>(), []));
      await show(<Chat />);
      const message = await send(first);
      keepUnsent(place, message);
      await show(null);
      expect(inNextChat()).toEqual([]);
      await send('unclear', message);
      await passes();
      expect([inChat(), inNextChat()]).toEqual([['Hello'], []]);
      expect(readChat).toHaveBeenCalledOnce();
    },
  );

  // Only the button Back led to it.
  describe('when the person has gone before the server has answered', () => {
    const leaveWhileSending = async () => {
      await show(<Chat />);
      await show(null);
      return send('unclear');
    };

    it('is left to the next new chat once the server is found not to have it, and the person is told', async () => {
      await leaveWhileSending();
      expect(inNextChat()).toEqual([]);
      await passes();
      expect([inChat(), inNextChat()]).toEqual([[], ['Hello']]);
      expect(showToast).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('the new chat'));
    });

    it('is left to the next new chat where the server refused it after all, and the person is told', async () => {
      await show(<Chat />);
      await show(null);
      await send('refused');
      expect([inChat(), inNextChat()]).toEqual([[], ['Hello']]);
      expect(showToast).toHaveBeenCalledOnce();
    });

    // It was given back although it was answered: the first answer of a server that has just started came too early.
    it('is left nowhere where the server has it five seconds after its first answer', async () => {
      const coldMs = 20_000;
      vi.mocked(readChat)
        .mockResolvedValue(undefined)
        .mockImplementationOnce(() => new Promise((resolve) => setTimeout(() => resolve(undefined), coldMs)));
      await leaveWhileSending();
      await vi.advanceTimersByTimeAsync(coldMs + 5_500);
      vi.mocked(readChat).mockResolvedValue(savedChatOf(newId<ChatId>(), []));
      await passes();
      expect([inChat(), inNextChat()]).toEqual([['Hello'], []]);
    });

    it.each([
      ['has it', async () => savedChatOf(newId<ChatId>(), [])],
      ['does not know the person any more', async () => 'signed out' as const],
    ])('is left nowhere where the server %s, and is looked for no more', async (_, read) => {
      vi.mocked(readChat).mockImplementation(read);
      await leaveWhileSending();
      await passes();
      expect([inChat(), inNextChat()]).toEqual([['Hello'], []]);
      expect(readChat).toHaveBeenCalledOnce();
      expect(showToast).not.toHaveBeenCalled();
    });

    it('is left nowhere until the server can be asked', async () => {
      vi.mocked(readChat).mockImplementation(offline);
      await leaveWhileSending();
      await passes();
      expect(inNextChat()).toEqual([]);
      vi.mocked(readChat).mockResolvedValue(undefined);
      await passes();
      expect(inNextChat()).toEqual(['Hello']);
    });

    it('takes along what was written behind it, past a new chat that begins meanwhile', async () => {
      const inChatId = draftIdOf(place.userId, place.chatId);
      await leaveWhileSending();
      saveDraft(inChatId, 'Typed');
      saveMessages(inChatId, 'queue', [{ id: newId(), text: 'In line', files: [] }]);
      await passes();
      forgetDraft(draftIdOf(place.userId));
      expect(inNextChat()).toEqual(['Hello', 'In line', 'Typed']);
    });

    it('is looked for by the page of the chat alone, where that is open', async () => {
      vi.stubGlobal('location', { pathname: `/chat/${place.chatId}` });
      await leaveWhileSending();
      await passes();
      expect(readChat).not.toHaveBeenCalled();
    });
  });
});
