'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { removeChat } from '@/app/chat/actions';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { ChatSummary } from '@/lib/chats/message';
import { useChatList } from './chat-list-provider';

const UNREACHABLE = 'The chat could not be deleted. Check your connection, then try again.';

/** Asks once more, because a deleted chat is gone. */
export function DeleteChatDialog({
  chat,
  open,
  onClose,
}: {
  chat: ChatSummary;
  open: boolean;
  onClose: () => void;
}) {
  const router = useRouter();
  const isShown = usePathname() === `/chat/${chat.id}`;
  const { remove } = useChatList();
  const [isDeleting, startDeleting] = useTransition();
  const [failure, setFailure] = useState<string>();

  function confirm() {
    startDeleting(async () => {
      const removal = await removeChat(chat.id).catch(() => ({ done: false as const, message: UNREACHABLE }));
      if (!removal.done) return setFailure(removal.message);
      onClose();
      remove(chat.id);
      if (isShown) router.push('/chat');
    });
  }

  return (
    <Dialog open={open} onClose={onClose} title="Delete this chat?">
      <p className="mt-2 text-muted-foreground text-sm leading-relaxed">
        “{chat.title}” and everything said in it will be gone. What it cost stays on your bill.
      </p>
      {failure && (
        <p role="alert" className="mt-3 text-destructive text-sm">
          {failure}
        </p>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Button variant="outline" onClick={onClose}>
          Cancel
        </Button>
        <Button variant="destructive" onClick={confirm} aria-disabled={isDeleting}>
          {isDeleting ? 'Deleting…' : 'Delete'}
        </Button>
      </div>
    </Dialog>
  );
}
