import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { openPage } from '@/tests/e2e/support/browser';
import { axeViolations } from '../support/axe';
import { scriptScale } from '../support/script-scale';

export interface PageFigures {
  scriptKiB: number;
  lcpMs: number;
  cls: number;
  /** Each time that a filter was set or undone: from the click to the paint. */
  filterMs: number[];
  /** In words. */
  axeViolations: string[];
}

const FILTER_CLICKS = 20;

/** What a person's browser makes of the billing page, with nothing in its cache. */
export async function measurePage(browser: Browser, url: string, cookie: string): Promise<PageFigures> {
  const { page, context } = await openPage(browser, { extraHTTPHeaders: { cookie } });
  await page.addInitScript(OBSERVE_VITALS);
  const scriptKiBOf = await scriptScale(page);
  const scriptKiB = await scriptKiBOf(`${url}/billing`);
  const { lcpMs, cls } = vitalsSchema.parse(await page.evaluate('globalThis.vitals'));
  const violations = await axeViolations(page);

  const filterMs: number[] = [];
  while (filterMs.length < FILTER_CLICKS) filterMs.push(z.number().parse(await page.evaluate(CLICK_FILTER)));
  await context.close();
  return { scriptKiB, lcpMs, cls, filterMs, axeViolations: violations };
}

const vitalsSchema = z.object({ lcpMs: z.number(), cls: z.number() });

/** Runs in the browser, before the page: a text, because the compiler adds to functions what is not there. */
const OBSERVE_VITALS = `
  globalThis.vitals = { lcpMs: 0, cls: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) vitals.lcpMs = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) vitals.cls += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** Clicks the first item of the breakdown, which sets its filter or undoes it. @returns when the page was painted anew, in ms */
const CLICK_FILTER = `new Promise((done) => {
  const item = () => document.querySelector('#breakdown li a');
  const before = item().getAttribute('aria-current');
  const startedMs = performance.now();
  const observer = new MutationObserver(() => {
    if (item()?.getAttribute('aria-current') === before) return;
    observer.disconnect();
    // A task that is queued while a frame is prepared runs after that frame.
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - startedMs)));
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  item().click();
})`;
