import { Button } from '@/components/ui/button';
import { useLeftFocus } from '../composer/use-left-focus';
import type { WaitState } from './use-send-once-uploaded';

const NOTES: Record<WaitState, string> = {
  idle: '',
  waiting: 'Sent as soon as the files are uploaded. If you leave the chat before, it stays here as a draft.',
  'not sent': 'Not sent: it was changed, or a file can’t be sent. Send it again when it is ready.',
};

/** Says that the message goes as soon as its files are uploaded, which it calls off, or that it does so no longer. */
export function WaitingNote({ state, onCancel }: { state: WaitState; onCancel: () => void }) {
  return (
    <div className={state === 'idle' ? 'sr-only' : 'flex items-center justify-between gap-3 px-4 pt-2'}>
      <p role="status" className="text-muted-foreground text-sm">
        {NOTES[state]}
      </p>
      {state === 'waiting' && <CancelButton onCancel={onCancel} />}
    </div>
  );
}

function CancelButton({ onCancel }: { onCancel: () => void }) {
  return (
    <Button ref={useLeftFocus()} size="sm" variant="outline" onClick={onCancel}>
      Don’t send yet
    </Button>
  );
}
