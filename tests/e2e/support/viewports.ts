import type { BrowserContextOptions } from 'playwright-core';

/** What a journey is made on: for `describe.each`. */
export const VIEWPORTS: [name: string, options: BrowserContextOptions][] = [
  ['a desktop', { viewport: { width: 1440, height: 900 } }],
  ['a phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
];
