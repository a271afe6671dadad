import { ArrowUp, Square } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { isUnderWay, type Phase } from '../conversation-state';
import { useAim } from './use-aim';

/** Sends, or while a reply is under way stops it. One button, so that the focus stays where it is. */
export function SendButton({ phase, canSend }: { phase: Phase; canSend: boolean }) {
  const label = labelOf(phase);
  const aim = useAim(label);
  return (
    <Button
      type="submit"
      size="icon"
      aria-label={label}
      aria-disabled={label === 'Send' ? !canSend : label === 'Stopping'}
      className="rounded-full"
      {...aim}
    >
      {label === 'Send' ? <ArrowUp aria-hidden /> : <Square aria-hidden className="fill-current" />}
    </Button>
  );
}

function labelOf(phase: Phase) {
  if (!isUnderWay(phase)) return 'Send';
  return phase === 'stopping' ? 'Stopping' : 'Stop';
}
