import type { UserId } from '@/lib/ids';
import { showToast } from '../toast/show-toast';
import { lookForChat } from './look-for-chat';
import {
  type ChatPlace,
  chatsInDoubt,
  hasUnsent,
  leaveOnceClosed,
  noteChatThere,
  readUnsent,
} from './unsent';

/** True also where a new chat is open: then it stands there. */
const KEPT = 'A message of yours was not sent. It is kept: it stands in the field of the new chat.';

/** The ids of the chats that this page looks for. */
const looking = new Set<string>();

/**
 * Leaves what was written in a chat that was closed to a new one, once it is clear that the server doesn't have it: what
 * stands in a field although the server has it would be sent, and billed, again. What is on its way will be told of when
 * that is given up.
 */
export async function leaveIfMissing(place: ChatPlace): Promise<void> {
  const { chatId } = place;
  if (looking.has(chatId) || readUnsent(place).length === 0) return;
  // The page of the chat looks for itself.
  const isAwaited = () => hasUnsent(place) && window.location.pathname !== `/chat/${chatId}`;
  looking.add(chatId);
  const seen = await lookForChat(chatId, isAwaited).finally(() => looking.delete(chatId));
  if (seen === 'missing') leaveLate(place);
  if (seen === 'there') noteChatThere(place);
}

/** As `leaveIfMissing`, of all chats in doubt: a reload may have closed them, or who was signed out could not look for them. */
export function leaveMissing(userId: UserId): void {
  for (const place of chatsInDoubt(userId)) void leaveIfMissing(place);
}

/** As soon as that is clear, and tells the person. */
export function leaveLate(place: ChatPlace): void {
  if (leaveOnceClosed(place)) showToast(KEPT);
}
