import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { useChatList } from '../sidebar/chat-list-provider';
import { addressOf, commandsFor, type Command as PaletteCommand } from './commands';
import { PaletteItem } from './palette-item';
import { searchStatus } from './search-status';
import { useFoundChats } from './use-found-chats';

/** Finds chats by what was said in them, and does what else there is to do. Typing, arrows and Enter are enough. */
export default function Palette({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const router = useRouter();
  const { chats } = useChatList();
  const [typed, setTyped] = useState('');
  const words = typed.trim();
  const search = useFoundChats(words);
  const commands = commandsFor(words, chats, search);

  function open({ place, hit }: PaletteCommand) {
    onClose();
    if (place === 'shortcuts') onShortcuts();
    else router.push(addressOf(place, hit));
  }

  return (
    <Dialog open onClose={onClose} title="Find or do" className="mt-[12dvh] w-[min(36rem,calc(100vw-2rem))]">
      {/* What is found is decided elsewhere; and the focus is for the field alone. */}
      <Command label="Search your chats" shouldFilter={false} vimBindings={false} loop tabIndex={undefined}>
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder="Search titles and messages"
          className="mt-3 h-11 w-full rounded-md border border-input bg-card px-3 text-base placeholder:text-muted-foreground"
        />
        <Command.List label="Results" className="mt-2 max-h-[50dvh] overflow-y-auto overscroll-contain">
          {commands.map((command) => (
            <PaletteItem key={command.place} command={command} onSelect={() => open(command)} />
          ))}
        </Command.List>
      </Command>
      <p role="status" className="pt-2 text-muted-foreground text-xs">
        {words === ''
          ? 'Type to search. ↑ ↓ to choose, Enter to open.'
          : searchStatus(search, commands.length > 0)}
      </p>
    </Dialog>
  );
}
