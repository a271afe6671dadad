import { Download, Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { ChatSummary } from '@/lib/chats/message';
import { late } from '../late';
import { showToast } from '../toast/show-toast';
import { downloadChat } from './download-chat';
import { useChatChanges } from './use-chat-changes';

const LateRenameDialog = late(() => import('./rename-dialog'));

/** What can be done with a chat of the list. */
export function ChatMenu({ id, chat }: { id: string; chat: ChatSummary }) {
  const changes = useChatChanges(chat);
  const [isRenaming, setIsRenaming] = useState(false);
  const stopRenaming = () => setIsRenaming(false);

  async function download(format: 'markdown' | 'json') {
    const failure = await downloadChat(chat, format);
    if (failure) showToast(failure);
  }

  return (
    <>
      <Menu id={id} aria-label={`“${chat.title}”`} className="[position-area:bottom_span-left]">
        <MenuItem onClick={() => setIsRenaming(true)}>
          <Pencil aria-hidden />
          Rename…
        </MenuItem>
        <MenuItem onClick={changes.togglePin}>
          {chat.isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          {chat.isPinned ? 'Unpin' : 'Pin to the top'}
        </MenuItem>
        <MenuItem onClick={() => download('markdown')}>
          <Download aria-hidden />
          Export as markdown
        </MenuItem>
        <MenuItem onClick={() => download('json')}>
          <Download aria-hidden />
          Export as JSON
        </MenuItem>
        {/* The note with Undo closes the drawer of a phone, but by then what had the focus in it may be gone. */}
        <MenuItem
          onClick={({ currentTarget }) => changes.remove(currentTarget.closest('li'))}
          data-leaves-sidebar=""
          className="text-destructive"
        >
          <Trash2 aria-hidden />
          Delete
        </MenuItem>
      </Menu>
      {isRenaming && (
        <LateRenameDialog onFail={stopRenaming}>
          {({ default: RenameDialog }) => (
            <RenameDialog title={chat.title} onRename={changes.rename} onClose={stopRenaming} />
          )}
        </LateRenameDialog>
      )}
    </>
  );
}
