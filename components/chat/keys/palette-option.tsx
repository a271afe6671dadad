import { useEffect, useRef } from 'react';
import type { Command } from './commands';

/** A line of the palette. The focus stays in its field, so this is chosen by the field's arrows, or the pointer. */
export function PaletteOption(props: {
  id: string;
  command: Command;
  isChosen: boolean;
  onChoose: () => void;
  onPoint: () => void;
}) {
  const { command, isChosen } = props;
  const option = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (isChosen) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);

  return (
    <button
      ref={option}
      id={props.id}
      type="button"
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      onClick={props.onChoose}
      onPointerMove={props.onPoint}
      className="min-w-0 cursor-pointer rounded-md px-3 py-2 text-left text-sm aria-selected:bg-accent"
    >
      <span className="block truncate">{command.name}</span>
      {command.excerpt && command.excerpt.length > 0 && (
        <span className="block truncate text-muted-foreground text-xs">{marked(command.excerpt)}</span>
      )}
    </button>
  );
}

function marked(excerpt: NonNullable<Command['excerpt']>) {
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
