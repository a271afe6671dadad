import { useRouter } from 'next/navigation';
import { type Change, pin, removeChat, rename, undoRemoveChat } from '@/app/chat/actions';
import { failed } from '@/components/ui/failed-action';
import type { ChatSummary } from '@/lib/chats/message';
import { showToast } from '../toast/show-toast';
import { useChatListChanges } from './chat-list-provider';
import { focusBeside, focusMoved } from './focus-beside';

/** `deleteChat` keeps what is deleted for a minute; how long the answer took is unknown here. */
const UNDO_OFFERED_MS = 50_000;

/** Makes a change of a chat. Why it failed is shown; whether it did is the answer. */
async function succeeds(change: Promise<Change<unknown>>): Promise<boolean> {
  const result = await change.catch(failed);
  if (!result.done) showToast(result.message);
  return result.done;
}

/** What can be done with a chat of the list. The list shows it at once, and takes it back where it fails. */
export function useChatChanges(chat: ChatSummary) {
  const router = useRouter();
  const { change, remove, refresh } = useChatListChanges();

  return {
    async rename(title: string) {
      change(chat.id, { title });
      // What was read of the list meanwhile may have the old one.
      if (await succeeds(rename(chat.id, title))) refresh();
      else change(chat.id, { title: chat.title });
    },
    async togglePin() {
      change(chat.id, { isPinned: !chat.isPinned });
      if (await succeeds(pin(chat.id, !chat.isPinned))) refresh();
      else change(chat.id, { isPinned: chat.isPinned });
      focusMoved(chat.id);
    },
    /** @param item what the list shows of it */
    async remove(item: Element | null) {
      if (!(await succeeds(removeChat(chat.id)))) return;
      const path = `/chat/${chat.id}`;
      const wasOpen = window.location.pathname === path;
      const undo = async () => {
        if (!(await succeeds(undoRemoveChat(chat.id)))) return;
        refresh();
        if (wasOpen) router.push(path);
      };
      if (!wasOpen) focusBeside(item);
      remove(chat.id);
      if (wasOpen) router.push('/chat');
      showToast(`“${chat.title}” was deleted.`, {
        label: 'Undo',
        onClick: undo,
        possibleMs: UNDO_OFFERED_MS,
      });
    },
  };
}
