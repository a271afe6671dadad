import { Command } from 'cmdk';
import type { Excerpt } from '@/lib/chats/excerpt';
import type { Command as PaletteCommand } from './commands';

/** A line of the palette, with the place in a chat where the words were found. */
export function PaletteItem({ command, onSelect }: { command: PaletteCommand; onSelect: () => void }) {
  const { name, place, hit } = command;
  const excerpt = hit?.excerpt ?? [];
  return (
    <Command.Item
      value={place}
      onSelect={onSelect}
      className="min-w-0 cursor-pointer rounded-md px-3 py-2 text-sm aria-selected:bg-accent"
    >
      <span dir="auto" className="block truncate text-left">
        {name}
      </span>
      {excerpt.length > 0 && (
        <span dir="auto" className="block truncate text-left text-muted-foreground text-xs">
          {marked(excerpt)}
        </span>
      )}
    </Command.Item>
  );
}

function marked(excerpt: Excerpt) {
  let at = 0;
  return excerpt.map(({ text, isMatch }) => {
    at += text.length;
    return isMatch ? (
      <mark key={at} className="bg-transparent font-semibold text-foreground">
        {text}
      </mark>
    ) : (
      text
    );
  });
}
