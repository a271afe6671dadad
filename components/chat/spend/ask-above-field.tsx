import { useId } from 'react';
import { Input } from '@/components/ui/input';
import { DEFAULT_ASK_ABOVE_USD, USD_PATTERN } from './ask-above';

/** From which sum on a person wants to be asked, in US dollars; null: never. */
export function AskAboveField({
  usd,
  onChange,
}: {
  usd: string | null;
  onChange: (usd: string | null) => void;
}) {
  const noteId = useId();
  return (
    <fieldset className="grid gap-1.5 border-t pt-4">
      <legend className="sr-only">In all chats, in this browser</legend>
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1.5">
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={usd !== null}
            onChange={(event) => onChange(event.target.checked ? DEFAULT_ASK_ABOVE_USD : null)}
          />
          Ask before a message that may cost more than
        </label>
        {usd !== null && (
          <span className="flex items-center gap-1.5 text-sm">
            $
            <Input
              aria-label="Sum in US dollars"
              aria-describedby={noteId}
              inputMode="decimal"
              required
              pattern={USD_PATTERN}
              title="An amount in US dollars, like 0.50"
              value={usd}
              onChange={(event) => onChange(event.target.value)}
              className="w-24 tabular-nums"
            />
          </span>
        )}
      </div>
      <p id={noteId} className="text-muted-foreground text-xs leading-relaxed">
        For all your chats in this browser. It goes by what the prompt and the longest reply can cost; tools
        may add to that.
      </p>
    </fieldset>
  );
}
