import { Dialog } from '@/components/ui/dialog';
import { SHORTCUTS } from './shortcuts';

/** The keys that do something. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const command = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <dl className="mt-4 grid gap-2.5 text-sm">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={does} className="flex items-center justify-between gap-4">
            <dt className="text-muted-foreground">{does}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <kbd key={key} className="rounded border bg-muted px-1.5 py-0.5 font-sans text-xs">
                  {key === 'Mod' ? command : key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
