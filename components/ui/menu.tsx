'use client';

import { Check } from 'lucide-react';
import { type ComponentProps, type KeyboardEvent, type ToggleEvent, useRef } from 'react';
import { cn } from '@/lib/utils';

/**
 * A menu under the button whose `popoverTarget` is its `id`: the browser's own popover, so Escape or a click beside
 * it closes it and the focus goes back. Say where it stands with `[position-area:…]`; a browser without anchor
 * positioning shows it in the middle.
 */
export function Menu({ className, ...props }: ComponentProps<'div'> & { id: string; 'aria-label': string }) {
  const menu = useRef<HTMLDivElement>(null);

  function focusFirst(event: ToggleEvent<HTMLDivElement>) {
    if (event.newState !== 'open') return;
    const items = itemsOf(menu.current);
    const checked = items.find((item) => item.ariaChecked === 'true');
    (checked ?? items[0])?.focus();
  }

  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      onToggle={focusFirst}
      onKeyDown={moveFocus}
      className={cn(
        'm-auto max-h-[min(28rem,70dvh)] min-w-40 overflow-y-auto overscroll-contain rounded-lg border bg-popover p-1 text-popover-foreground text-sm shadow-lg [position-try-fallbacks:flip-block,flip-inline,flip-block_flip-inline] supports-[position-area:top]:m-1',
        className,
      )}
      {...props}
    />
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

/** One of several to choose from. It closes the menu. */
export function MenuChoice({
  checked,
  onChoose,
  className,
  children,
  ...props
}: Omit<ComponentProps<'button'>, 'onClick'> & { checked: boolean; onChoose: () => void }) {
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={checked}
      tabIndex={-1}
      onClick={(event) => {
        onChoose();
        closeMenuOf(event.currentTarget);
      }}
      className={cn(ITEM, 'items-start', className)}
      {...props}
    >
      <Check aria-hidden className={cn('mt-0.5 text-primary', !checked && 'invisible')} />
      <span className="min-w-0 flex-1">{children}</span>
    </button>
  );
}

function closeMenuOf(item: HTMLElement) {
  item.closest<HTMLElement>('[popover]')?.hidePopover();
}

function itemsOf(menu: Element | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  const items = itemsOf(event.currentTarget);
  const current = items.findIndex((item) => item.matches(':focus'));
  const next = nextIndex(event.key, current, items.length);
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}

function nextIndex(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (current + 1) % count;
    case 'ArrowUp':
      return (current - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
