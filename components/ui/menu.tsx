'use client';

import { type ComponentProps, type KeyboardEvent, type ToggleEvent, useRef, useState } from 'react';
import { cn } from '@/lib/utils';

/**
 * A menu under the button whose `popoverTarget` is its `id`: the browser's own popover, so Escape or a click beside
 * it closes it and the focus goes back. Say where it stands with `[position-area:…]`; a browser without anchor
 * positioning shows it in the middle. What is in it is rendered when it is first opened: a list has a menu for each
 * of its items.
 */
export function Menu({
  className,
  children,
  ...props
}: ComponentProps<'div'> & { id: string; 'aria-label': string }) {
  const menu = useRef<HTMLDivElement>(null);
  const [wasOpened, setWasOpened] = useState(false);

  function focusFirst(event: ToggleEvent<HTMLDivElement>) {
    // The browser says it after the menu is shown: by then the focus can be on an item.
    if (event.newState !== 'open' || event.currentTarget.contains(document.activeElement)) return;
    itemsOf(menu.current)[0]?.focus();
  }

  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      onBeforeToggle={() => setWasOpened(true)}
      onToggle={focusFirst}
      onKeyDown={moveFocus}
      className={cn(
        'm-auto max-h-[min(28rem,70dvh)] min-w-40 overflow-y-auto overscroll-contain rounded-lg border bg-popover p-1 text-popover-foreground text-sm shadow-lg [position-try-fallbacks:flip-block,flip-inline,flip-block_flip-inline] supports-[position-area:top]:m-1',
        className,
      )}
      {...props}
    >
      {wasOpened && children}
    </div>
  );
}

const ITEM =
  'flex w-full cursor-pointer items-center gap-2 rounded-md px-2.5 py-2 text-left outline-none hover:bg-accent focus-visible:bg-accent [&_svg]:size-4 [&_svg]:shrink-0';

/** Something to do. It closes the menu. */
export function MenuItem({ className, onClick, ...props }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      onClick={(event) => {
        onClick?.(event);
        closeMenuOf(event.currentTarget);
      }}
      className={cn(ITEM, className)}
      {...props}
    />
  );
}

function closeMenuOf(item: HTMLElement) {
  item.closest<HTMLElement>('[popover]')?.hidePopover();
}

function itemsOf(menu: Element | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  // The focus goes on from the button, where closing puts it.
  if (event.key === 'Tab') return event.currentTarget.hidePopover();
  const items = itemsOf(event.currentTarget);
  const current = items.findIndex((item) => item.matches(':focus'));
  const next = nextItem(items, current, event);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function nextItem(items: HTMLElement[], current: number, event: KeyboardEvent): HTMLElement | undefined {
  switch (event.key) {
    case 'ArrowDown':
      return items.at((current + 1) % items.length);
    case 'ArrowUp':
      return items.at(Math.max(current, 0) - 1);
    case 'Home':
      return items.at(0);
    case 'End':
      return items.at(-1);
    default:
      return isCharacter(event) ? nextStartingWith(event.key, items, current) : undefined;
  }
}

/** Of the items after this one, then from the top, the first that begins with a character. */
function nextStartingWith(character: string, items: HTMLElement[], current: number): HTMLElement | undefined {
  const inOrder = [...items.slice(current + 1), ...items.slice(0, current + 1)];
  return inOrder.find((item) => item.innerText.trim().toLowerCase().startsWith(character.toLowerCase()));
}

/** A space chooses, and keys with a name, or held with another, are for others. */
function isCharacter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
}
