import { ListPlus } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { composerToFocus } from './composer-field';

/** Lets what is written wait for the reply under way. Where it goes, as when that was done, it leaves the focus to the field. */
export function SendNextButton({ onSend }: { onSend: () => void }) {
  const button = useRef<HTMLButtonElement>(null);

  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      // It is still in the page: once it is out, nobody knows that it had the focus.
      if (element && element === document.activeElement) composerToFocus()?.focus({ preventScroll: true });
    };
  }, []);

  return (
    <Button
      ref={button}
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
