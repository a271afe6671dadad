import type { Message } from '../conversation';
import { invalidRequest } from '../errors';

/** What responses were about, so that a later request can go on from one by its id. */
export type ResponseStore = {
  /** Everything said up to and including a response. @throws UpstreamError 400 if it is not stored */
  conversation(responseId: string): Message[];
  /**
   * The message with this id, or nothing: the store is a memory of the process, and a chat that outlived a restart
   * should go on rather than fail.
   */
  item(itemId: string): Message[];
  remember(response: { id: string; itemId: string; conversation: Message[]; answer: Message }): void;
};

/** Keeps the latest responses in memory. OpenAI keeps them for 30 days; a demo need not. */
export function createResponseStore(capacity = 500): ResponseStore {
  const conversations = new Map<string, Message[]>();
  const items = new Map<string, Message>();

  return {
    conversation(responseId) {
      const conversation = conversations.get(responseId);
      if (conversation) return conversation;
      throw invalidRequest(
        `The previous response '${responseId}' is not stored here. Send the whole conversation as input instead.`,
        'previous_response_id',
        'previous_response_not_found',
      );
    },
    item(itemId) {
      const message = items.get(itemId);
      return message ? [message] : [];
    },
    remember({ id, itemId, conversation, answer }) {
      keep(conversations, id, [...conversation, answer]);
      keep(items, itemId, answer);
    },
  };

  function keep<T>(map: Map<string, T>, id: string, value: T) {
    map.set(id, value);
    const oldest = map.keys().next();
    if (map.size > capacity && !oldest.done) map.delete(oldest.value);
  }
}
