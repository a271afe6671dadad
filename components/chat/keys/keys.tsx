'use client';

import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';
import { closeDrawer } from '@/components/app-shell/sidebar-panel';
import { composerField } from '../composer/composer-field';
import { late } from '../late';
import { isApple, shortcutOf } from './shortcuts';
import { readHasSingleKeys } from './single-keys';

const LatePalette = late(() => import('./palette'));
const LateShortcutsDialog = late(() => import('./shortcuts-dialog'));

const OpenPaletteContext = createContext<(() => void) | undefined>(undefined);

/** Opens the palette, for who has no ⌘K. */
export function useOpenPalette(): () => void {
  const openPalette = use(OpenPaletteContext);
  if (!openPalette) throw new Error('useOpenPalette must be used inside Keys.');
  return openPalette;
}

/**
 * Listens to the keys that work everywhere in the chats, and loads what they open when it is first opened. The drawer of a
 * phone, which that would hide, is closed before: it gives the focus back to its button, to which the dialog leaves it.
 */
export function Keys({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<'palette' | 'shortcuts'>();

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // The first half of ⌘K: what is typed after it should find the palette there.
      if (event.key === 'Meta' || event.key === 'Control') LatePalette.preload();
      const shortcut = shortcutOf(event, {
        isTyping: isTyping(event.target),
        hasSingleKeys: readHasSingleKeys(),
        isApple: isApple(),
      });
      if (!shortcut) return;
      const isCovered = document.querySelector('dialog[open]') !== null;
      // Over a dialog, too, ⌘K must not lead to the browser's own search. The other keys are typed there.
      if (shortcut === 'palette' || !isCovered) event.preventDefault();
      if (isCovered) return;
      closeDrawer();
      if (shortcut === 'compose') composerField()?.focus();
      else setOpen(shortcut);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);

  const openPalette = useCallback(() => {
    closeDrawer();
    setOpen('palette');
  }, []);
  const close = () => setOpen(undefined);
  return (
    <OpenPaletteContext value={openPalette}>
      {children}
      {open === 'palette' && (
        <LatePalette onFail={close}>
          {({ default: Palette }) => <Palette onClose={close} onShortcuts={() => setOpen('shortcuts')} />}
        </LatePalette>
      )}
      {open === 'shortcuts' && (
        <LateShortcutsDialog onFail={close}>
          {({ default: ShortcutsDialog }) => <ShortcutsDialog onClose={close} />}
        </LateShortcutsDialog>
      )}
    </OpenPaletteContext>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
