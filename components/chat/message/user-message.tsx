import { Pencil } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { CopyButton } from '@/components/ui/copy-button';
import type { ChatMessage } from '@/lib/chats/message';
import { late } from '../late';
import { filesOf } from '../outgoing';
import { readEdit } from './kept-edit';
import { MessageFiles } from './message-files';
import { textOf } from './text-of';
import { UserText } from './user-text';
import { VersionArrows } from './version-arrows';

const LateEditMessage = late(() => import('./edit-message'));

/** What a person said, as they typed it, and how they change it. */
export const UserMessage = memo(function UserMessage({ message }: { message: ChatMessage }) {
  const [editing, setEditing] = useState<'by pencil' | 'since before'>();
  const pencil = useRef<HTMLButtonElement>(null);
  const text = textOf(message);

  useEffect(() => {
    // After the page was rendered, as the server does not know what is kept here.
    if (readEdit(message.id)) setEditing((now) => now ?? 'since before');
  }, [message.id]);

  function close() {
    // The focus was in what goes. It needs the button, so that is drawn first.
    flushSync(() => setEditing(undefined));
    pencil.current?.focus();
  }

  if (editing) {
    return (
      <LateEditMessage
        fallback={<UserText>{text}</UserText>}
        onFail={editing === 'by pencil' ? close : () => setEditing(undefined)}
      >
        {({ default: EditMessage }) => (
          <EditMessage message={message} takesFocus={editing === 'by pencil'} onClose={close} />
        )}
      </LateEditMessage>
    );
  }
  return (
    <article className="group ml-auto w-fit max-w-[min(85%,36rem)]">
      <h2 className="sr-only">You</h2>
      <MessageFiles files={filesOf(message)} />
      {text !== '' && <UserText>{text}</UserText>}
      <footer className="-mb-4 flex min-h-7 items-center justify-end gap-1 pt-1 text-muted-foreground text-xs">
        <div className="flex items-center focus-within:opacity-100 group-hover:opacity-100 pointer-fine:opacity-0">
          {text !== '' && <CopyButton text={() => text} label="Copy message" />}
          <button
            ref={pencil}
            type="button"
            aria-label="Edit message"
            onClick={() => setEditing('by pencil')}
            className="inline-flex h-7 cursor-pointer items-center rounded-md px-1.5 hover:bg-accent hover:text-foreground"
          >
            <Pencil aria-hidden className="size-3.5" />
          </button>
        </div>
        <VersionArrows message={message} />
      </footer>
    </article>
  );
});
