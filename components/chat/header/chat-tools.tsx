import { Share, SlidersHorizontal } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ChatSettings } from '@/lib/chats/message';

const ShareDialog = lazy(() => import('./share-dialog'));
const SettingsDialog = lazy(() => import('./settings-dialog'));

/** What can be set for the open chat, in its header. */
export function ChatTools({
  chatId,
  isSaved,
  settings,
  onSettings,
  ...props
}: {
  chatId: string;
  /** Whether anything was said in it: only then there is something to share. */
  isSaved: boolean;
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
      <Suspense>
        {open === 'share' && (
          <ShareDialog chatId={chatId} shareId={shareId} onChange={setShareId} onClose={close} />
        )}
        {open === 'settings' && (
          <SettingsDialog
            chatId={isSaved ? chatId : undefined}
            settings={settings}
            onChange={onSettings}
            onClose={close}
          />
        )}
      </Suspense>
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
