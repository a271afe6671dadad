'use client';

import { Search } from 'lucide-react';
import { useOpenPalette } from '../keys/keys';

/** Opens the search by a click; ⌘K is for who has a keyboard. */
export function SearchButton() {
  return (
    <button
      type="button"
      aria-keyshortcuts="Meta+K Control+K"
      onClick={useOpenPalette()}
      className="flex h-9 w-full cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-accent"
    >
      <Search aria-hidden className="size-4 text-muted-foreground" />
      Search
    </button>
  );
}
