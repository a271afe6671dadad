import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useId, useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { useChatList } from '../sidebar/chat-list-provider';
import { type Command, commandsFor, type Place } from './commands';
import { PaletteOption } from './palette-option';
import { useFoundChats } from './use-found-chats';

/** Finds chats by what was said in them, and does what else there is to do. Typing, arrows and Enter are enough. */
export default function Palette({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const router = useRouter();
  const { chats } = useChatList();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const found = useFoundChats(words.trim());
  const commands = commandsFor(words.trim(), chats, found);
  const optionId = (index: number) => `${id}-${index}`;

  function open(place: Place) {
    onClose();
    if (place === 'shortcuts') onShortcuts();
    else router.push(place);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setChosen((chosen + step + commands.length) % Math.max(commands.length, 1));
    }
    const command = commands[chosen];
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !command) return;
    event.preventDefault();
    open(command.place);
  }

  return (
    <Dialog open onClose={onClose} title="Find or do" className="mt-[12dvh] w-[min(36rem,calc(100vw-2rem))]">
      <input
        role="combobox"
        aria-label="Search your chats"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={commands.length > 0 ? optionId(chosen) : undefined}
        aria-autocomplete="list"
        placeholder="Search titles and messages"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        className="mt-3 h-11 w-full rounded-md border border-input bg-card px-3 text-base placeholder:text-muted-foreground"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Results"
        className="mt-2 grid max-h-[50dvh] grid-cols-1 gap-0.5 overflow-y-auto overscroll-contain"
      >
        {commands.map((command: Command, index) => (
          <PaletteOption
            key={command.place}
            id={optionId(index)}
            command={command}
            isChosen={index === chosen}
            onChoose={() => open(command.place)}
            onPoint={() => setChosen(index)}
          />
        ))}
      </div>
      <p role="status" className="pt-2 text-muted-foreground text-xs">
        {statusOf(words.trim(), found, commands.length)}
      </p>
    </Dialog>
  );
}

function statusOf(words: string, found: ReturnType<typeof useFoundChats>, count: number): string {
  if (words === '') return 'Type to search. ↑ ↓ to choose, Enter to open.';
  if (found === undefined) return 'Searching…';
  if (found === 'failed') return 'The search could not be made. Check your connection, then type again.';
  return count === 0 ? 'Nothing found.' : `${count} found.`;
}
