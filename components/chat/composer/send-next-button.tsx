import { ListPlus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useLeftFocus } from './use-left-focus';

/** Lets what is written wait for the reply under way. Where it goes, as when that was done, it leaves the focus to the field. */
export function SendNextButton({ onSend }: { onSend: () => void }) {
  return (
    <Button
      ref={useLeftFocus()}
      variant="outline"
      size="icon"
      aria-label="Send next"
      title="Send next"
      className="rounded-full"
      onClick={onSend}
    >
      <ListPlus aria-hidden />
    </Button>
  );
}
