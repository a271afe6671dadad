import type { Database } from '@/lib/db/types';
import { type MessageId, newId } from '@/lib/ids';
import { beginTurn } from '../begin-turn';
import { loadChat } from '../load-chat';
import type { ChatMessage } from '../message';
import type { OwnChat } from '../own-chat';
import { saveReply } from '../save-reply';

/** What is said in a chat, turn by turn, without a model. Database and chat are those of the test that runs. */
export function turnsOf(db: () => Database, own: () => OwnChat) {
  const begin = (asked: Partial<Parameters<typeof beginTurn>[1]>) =>
    beginTurn(db(), { ...own(), model: 'tokentally-demo', ...asked });
  const shown = async () => (await loadChat(db(), own())).messages;
  return {
    begin,
    ask: (text: string, parentId?: MessageId | null) =>
      begin({ message: { id: newId<MessageId>(), text, parentId } }),
    /** @param text nothing for one that came to nothing @returns its id */
    async reply(parentId: MessageId, text: string, status: 'complete' | 'failed' = 'complete') {
      const id = newId<MessageId>();
      const parts = text === '' ? [{ type: 'step-start' } as const] : [{ type: 'text', text } as const];
      await saveReply(db(), { chatId: own().chatId, id, parentId, parts, status });
      return id;
    },
    shown,
    shownTexts: async () => textsOf(await shown()),
  };
}

export function textsOf(messages: ChatMessage[]): string[] {
  return messages.map(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : '')).join(''));
}
