'use client';

import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useEffect, useState } from 'react';
import { shortcutOf } from './shortcuts';

const loadPalette = () => import('./palette');
const Palette = lazy(loadPalette);
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog'));

const OpenPaletteContext = createContext<(() => void) | undefined>(undefined);

/** Opens the palette, for who has no ⌘K. */
export function useOpenPalette(): () => void {
  const openPalette = use(OpenPaletteContext);
  if (!openPalette) throw new Error('useOpenPalette must be used inside Keys.');
  return openPalette;
}

/** Listens to the keys that work everywhere in the chats, and loads what they open when it is first opened. */
export function Keys({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<'palette' | 'shortcuts'>();

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // The first half of ⌘K: what is typed after it should find the palette there. If it can’t be loaded, ⌘K tries again.
      if (event.key === 'Meta' || event.key === 'Control') loadPalette().catch(() => undefined);
      const shortcut = shortcutOf(event, isTyping(event.target));
      if (!shortcut || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      if (shortcut === 'compose')
        document.querySelector<HTMLElement>('textarea[aria-label="Message"]')?.focus();
      else setOpen(shortcut);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  const openPalette = useCallback(() => setOpen('palette'), []);
  const close = () => setOpen(undefined);
  return (
    <OpenPaletteContext value={openPalette}>
      {children}
      <Suspense>
        {open === 'palette' && <Palette onClose={close} onShortcuts={() => setOpen('shortcuts')} />}
        {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      </Suspense>
    </OpenPaletteContext>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
