import type { ChatFigures } from '@/lib/chats/figures';
import { allowanceWords } from './allowance-words';

/** What stands below the composer: how the allowance stands near its end, and that no model answers where the demo does. */
export function Footnotes({ allowance, isDemo }: Pick<ChatFigures, 'allowance'> & { isDemo: boolean }) {
  const words = allowanceWords(allowance);
  return (
    <div className="min-h-5 text-balance pt-2 text-center text-muted-foreground text-xs">
      {words && <p>{words}</p>}
      {isDemo && <p>Demo — answers come from built-in text, not from a model</p>}
    </div>
  );
}
