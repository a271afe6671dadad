import { showToast } from '../toast/show-toast';
import { lookForChat } from './look-for-chat';
import { type ChatPlace, hasUnsent, leaveOnceClosed } from './unsent';

/** True also where a new chat is open: then it stands there. */
const KEPT = 'A message of yours was not sent. It is kept: it stands in the field of the new chat.';

/**
 * Leaves what was written in a chat that was closed to a new one, once it is clear that the server doesn't have it: what
 * stands in a field although the server has it would be sent, and billed, again.
 */
export async function leaveIfMissing(place: ChatPlace): Promise<void> {
  const path = `/chat/${place.chatId}`;
  // The page of the chat looks for itself.
  const isAwaited = () => hasUnsent(place) && window.location.pathname !== path;
  if ((await lookForChat(place.chatId, isAwaited)) === 'missing') leaveLate(place);
}

/** As soon as that is clear, and tells the person. */
export function leaveLate(place: ChatPlace): void {
  if (leaveOnceClosed(place)) showToast(KEPT);
}
