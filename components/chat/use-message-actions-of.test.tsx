// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { readChat } from '@/app/chat/actions';
import { DEFAULT_SETTINGS } from '@/lib/chats/message';
import { type ChatId, newId, type UserId } from '@/lib/ids';
import { asked, replied, savedChatOf } from '@/tests/support/chat-on-the-wire';
import { reactRoot } from '@/tests/support/react-root';
import type { MessageActions } from './message/message-actions';
import { textOf } from './message/text-of';
import { showToast } from './toast/show-toast';
import { useConversation } from './use-conversation';
import { useMessageActionsOf } from './use-message-actions-of';

vi.mock('@/app/chat/actions', () => ({ readChat: vi.fn(), showVersion: vi.fn() }));
vi.mock('./toast/show-toast', () => ({ showToast: vi.fn() }));

const { show } = reactRoot();
const chatId = newId<ChatId>();
const place = { userId: newId<UserId>(), chatId };
const TALK = [asked('q1', 'One?'), replied('a1', 'One.')];
const nothing = () => undefined;
const server = vi.fn<(url: string) => Promise<Response>>(() => new Promise(nothing));

let conversation: ReturnType<typeof useConversation>;
let actions: MessageActions;
let allow: (isAllowed: boolean) => void;

function Chat() {
  conversation = useConversation({
    place,
    model: 'demo',
    settings: DEFAULT_SETTINGS,
    initialMessages: TALK,
    replying: false,
    onReplyEnd: nothing,
    onReplyLeft: nothing,
    onAsk: nothing,
    putBack: nothing,
  });
  const allows = () => new Promise<boolean>((resolve) => (allow = resolve));
  actions = useMessageActionsOf(conversation, allows, nothing, nothing);
  return null;
}

beforeEach(() => {
  server.mockClear();
  vi.stubGlobal('fetch', server);
});

// It went out beside what was being answered, whose reply then came under it.
it.each<[string, () => Promise<unknown>]>([
  ['changed', () => actions.edit('q1', { text: 'Uno?', files: [] }, () => true)],
  ['answered again', () => actions.regenerate('a1')],
])(
  'a message is not %s where the person allows it once another is found that was on its way',
  async (_, deed) => {
    await show(<Chat />);
    const isDone = deed();
    vi.mocked(readChat).mockResolvedValue(savedChatOf(chatId, [...TALK, asked('q2', 'Two?')], true));
    await act(async () => void conversation.showSaved(['q2'], () => true));
    await act(async () => allow(true));
    await isDone;
    expect(server.mock.calls).toEqual([[`/api/chat/${chatId}/stream`, expect.anything()]]);
    expect(conversation.messages.map(textOf)).toEqual(['One?', 'One.', 'Two?']);
    expect(showToast).toHaveBeenCalledWith(expect.stringContaining('A reply is under way.'));
  },
);
