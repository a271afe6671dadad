import { useId, useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { isApple, isSingleKey, SHORTCUTS } from './shortcuts';
import { readHasSingleKeys, saveHasSingleKeys } from './single-keys';

/** The keys that do something, and whether those that are a character by themselves do. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const noteId = useId();
  const [hasSingleKeys, setHasSingleKeys] = useState(readHasSingleKeys);
  const command = isApple() ? '⌘' : 'Ctrl';

  function choose(isOn: boolean) {
    setHasSingleKeys(isOn);
    saveHasSingleKeys(isOn);
  }

  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <dl className="mt-4 grid gap-2.5 text-sm">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={does} className="flex min-h-6 items-center justify-between gap-4">
            <dt className="text-muted-foreground">{does}</dt>
            <dd className="flex shrink-0 gap-1">
              {isSingleKey(keys) && !hasSingleKeys
                ? 'off'
                : keys.map((key) => (
                    <kbd key={key} className="rounded border bg-muted px-1.5 py-0.5 font-sans text-xs">
                      {key === 'Mod' ? command : key}
                    </kbd>
                  ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 grid gap-1.5 border-t pt-4">
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            aria-describedby={noteId}
            checked={hasSingleKeys}
            onChange={(event) => choose(event.target.checked)}
          />
          Single-key shortcuts
        </label>
        <p id={noteId} className="text-muted-foreground text-xs leading-relaxed">
          / and ? where nobody types, in all your chats in this browser. {command} K leads to this list, too.
        </p>
      </div>
    </Dialog>
  );
}
