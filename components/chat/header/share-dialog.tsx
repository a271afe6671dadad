import { useEffect, useId, useRef, useState, useTransition } from 'react';
import { type Change, share, unshare } from '@/app/chat/actions';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { failed } from '@/components/ui/failed-action';
import { Input } from '@/components/ui/input';

type Outcome = { done: true; words: string } | { done: false; problem: string };

/** Makes the read-only link of a chat, and takes it back. Until it is known what came of that, it stays. */
export default function ShareDialog({
  chatId,
  shareId,
  isReplying,
  onChange,
  onClose,
}: {
  chatId: string;
  shareId: string | null;
  /** Whether a reply is under way: what is shared now would lack it, and nobody would see that. */
  isReplying: boolean;
  onChange: (shareId: string | null) => void;
  onClose: () => void;
}) {
  const waitId = useId();
  const [outcome, setOutcome] = useState<Outcome>();
  const [isWorking, startWork] = useTransition();
  const shareButton = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    // The button that revokes it went with it, and the focus that it had.
    if (shareId === null && document.activeElement === document.body) shareButton.current?.focus();
  }, [shareId]);

  function make(change: () => Promise<Change<string> | Change>, words: string) {
    // The same words are read out again only where they were gone.
    setOutcome(undefined);
    startWork(async () => {
      const result = await change().catch(failed);
      setOutcome(result.done ? { done: true, words } : { done: false, problem: result.message });
      if (result.done) onChange(result.value ?? null);
    });
  }

  function makeLink() {
    const words = shareId === null ? 'The link is ready.' : 'The link now shows the chat as it is.';
    make(() => share(chatId), words);
  }

  const link = shareId && `${window.location.origin}/share/${shareId}`;
  return (
    <Dialog open onClose={onClose} title="Share this chat" isHeld={isWorking}>
      <p className="mt-2 text-muted-foreground text-sm leading-relaxed">
        Anybody with the link can read the chat as it is now. They see neither your name nor what it cost, nor
        what is said later.
      </p>
      {link && (
        <div className="mt-4 flex items-center gap-2">
          <Input aria-label="Link" readOnly value={link} onFocus={(event) => event.target.select()} />
          <CopyButton text={() => link} label="Copy link" />
        </div>
      )}
      {isReplying && (
        <p id={waitId} className="mt-3 text-sm">
          The reply is still being written; share when it has ended.
        </p>
      )}
      <p role="status" className="text-sm not-empty:mt-3">
        {outcome?.done && outcome.words}
      </p>
      {outcome?.done === false && (
        <p role="alert" className="mt-3 text-destructive text-sm">
          {outcome.problem}
        </p>
      )}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        {link && (
          <Button
            variant="destructive"
            aria-disabled={isWorking}
            onClick={() => make(() => unshare(chatId), 'The link is revoked.')}
          >
            Revoke the link
          </Button>
        )}
        <Button
          ref={shareButton}
          aria-disabled={isWorking || isReplying}
          aria-describedby={isReplying ? waitId : undefined}
          onClick={isReplying ? undefined : makeLink}
        >
          {link ? 'Share what was said since' : 'Make a link'}
        </Button>
      </div>
    </Dialog>
  );
}
