import { Share, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ChatSettings } from '@/lib/chats/message';
import type { UserId } from '@/lib/ids';
import { late } from '../late';

const LateShareDialog = late(() => import('./share-dialog'));
const LateSettingsDialog = late(() => import('./settings-dialog'));

/** What can be set for the open chat, in its header. */
export function ChatTools({
  userId,
  chatId,
  isSaved,
  isReplying,
  settings,
  onSettings,
  ...props
}: {
  userId: UserId;
  chatId: string;
  /** Whether the server has it: otherwise there is nothing to share, and the settings go with the first message. */
  isSaved: boolean;
  isReplying: boolean;
  shareId: string | null;
  settings: ChatSettings;
  onSettings: (settings: ChatSettings) => void;
}) {
  const [open, setOpen] = useState<'share' | 'settings'>();
  const [shareId, setShareId] = useState(props.shareId);
  const close = () => setOpen(undefined);
  return (
    <>
      {isSaved && (
        <Tool
          label={shareId ? 'Share (shared)' : 'Share'}
          isActive={shareId !== null}
          onOpen={() => setOpen('share')}
        >
          <Share aria-hidden />
        </Tool>
      )}
      <Tool label="Chat settings" isActive={isChanged(settings)} onOpen={() => setOpen('settings')}>
        <SlidersHorizontal aria-hidden />
      </Tool>
      {open === 'share' && (
        <LateShareDialog onFail={close}>
          {({ default: ShareDialog }) => (
            <ShareDialog
              chatId={chatId}
              shareId={shareId}
              isReplying={isReplying}
              onChange={setShareId}
              onClose={close}
            />
          )}
        </LateShareDialog>
      )}
      {open === 'settings' && (
        <LateSettingsDialog onFail={close}>
          {({ default: SettingsDialog }) => (
            <SettingsDialog
              userId={userId}
              chatId={isSaved ? chatId : undefined}
              settings={settings}
              onChange={onSettings}
              onClose={close}
            />
          )}
        </LateSettingsDialog>
      )}
    </>
  );
}

function Tool(props: { label: string; isActive: boolean; onOpen: () => void; children: ReactNode }) {
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={props.label}
      title={props.label}
      onClick={props.onOpen}
      className={props.isActive ? 'text-primary' : 'text-muted-foreground'}
    >
      {props.children}
    </Button>
  );
}

function isChanged({ instructions, temperature }: ChatSettings): boolean {
  return instructions !== '' || temperature !== null;
}
