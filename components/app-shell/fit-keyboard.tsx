'use client';

import { useEffect } from 'react';

const VISIBLE_HEIGHT = '--visible-height';

/**
 * Where a browser lays its keyboard over the page instead of making the page smaller, as Safari does on a phone, tells
 * the page how much of its height is left (`--visible-height`), for as long as this is in the page. A page that is zoomed
 * in is left alone.
 */
export function FitKeyboard() {
  useEffect(() => {
    const { visualViewport: viewport } = window;
    if (!viewport) return;
    const { style } = document.documentElement;
    const fitPage = () => {
      const isCovered = viewport.scale === 1 && window.innerHeight - viewport.height > 1;
      if (isCovered) style.setProperty(VISIBLE_HEIGHT, `${viewport.height}px`);
      else style.removeProperty(VISIBLE_HEIGHT);
      // The browser has moved the page up to show the field, which it need not now.
      if (isCovered) window.scrollTo(0, 0);
    };
    // The keyboard may be open already.
    fitPage();
    viewport.addEventListener('resize', fitPage);
    return () => {
      viewport.removeEventListener('resize', fitPage);
      // The keyboard may close while nothing listens.
      style.removeProperty(VISIBLE_HEIGHT);
    };
  }, []);
  return null;
}
