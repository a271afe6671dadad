'use client';

import { useEffect } from 'react';

/**
 * Where a browser lays its keyboard over the page instead of making the page smaller, as Safari does on a phone, tells
 * the page how much of its height is left (`--visible-height`). A page that is zoomed in is left alone.
 */
export function FitKeyboard() {
  useEffect(() => {
    const { visualViewport: viewport } = window;
    if (!viewport) return;
    const fit = () => {
      const isCovered = viewport.scale === 1 && window.innerHeight - viewport.height > 1;
      const { style } = document.documentElement;
      if (isCovered) style.setProperty('--visible-height', `${viewport.height}px`);
      else style.removeProperty('--visible-height');
      // The browser has moved the page up to show the field, which it need not now.
      if (isCovered) window.scrollTo(0, 0);
    };
    viewport.addEventListener('resize', fit);
    return () => viewport.removeEventListener('resize', fit);
  }, []);
  return null;
}
