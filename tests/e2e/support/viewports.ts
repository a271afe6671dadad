import type { BrowserContextOptions } from 'playwright-core';

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

/** What a journey is made on: for `describe.each`. */
export const VIEWPORTS: [name: string, options: BrowserContextOptions][] = [
  ['a desktop', DESKTOP],
  ['a phone', PHONE],
];
