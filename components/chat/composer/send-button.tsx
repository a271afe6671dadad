import { ArrowUp, Square } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { isUnderWay, type Phase } from '../conversation-state';

/** Sends, or while a reply is under way stops it. One button, so that the focus stays where it is. */
export function SendButton({ phase, canSend }: { phase: Phase; canSend: boolean }) {
  if (!isUnderWay(phase)) {
    return (
      <Button type="submit" size="icon" aria-label="Send" aria-disabled={!canSend} className="rounded-full">
        <ArrowUp aria-hidden />
      </Button>
    );
  }
  const isStopping = phase === 'stopping';
  return (
    <Button
      type="submit"
      size="icon"
      aria-label={isStopping ? 'Stopping' : 'Stop'}
      aria-disabled={isStopping}
      className="rounded-full"
    >
      <Square aria-hidden className="fill-current" />
    </Button>
  );
}
