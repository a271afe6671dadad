import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { openPage } from '@/tests/e2e/support/browser';
import { scriptScale } from '../support/script-scale';

export interface PageFigures {
  scriptKiB: number;
  lcpMs: number;
  cls: number;
  filterMs: number;
  axeViolations: number;
}

/** What a person's browser makes of the billing page, with nothing in its cache. */
export async function measurePage(browser: Browser, url: string, cookie: string): Promise<PageFigures> {
  const { page, context } = await openPage(browser, { extraHTTPHeaders: { cookie } });
  await page.addInitScript(OBSERVE_VITALS);
  const scriptKiBOf = await scriptScale(page);
  const scriptKiB = await scriptKiBOf(`${url}/billing`);
  const { lcpMs, cls } = vitalsSchema.parse(await page.evaluate('globalThis.vitals'));
  const axe = await new AxeBuilder({ page }).analyze();

  const item = page.locator('#breakdown li a').first();
  const startedMs = performance.now();
  await item.click();
  await page.locator('#breakdown li a[aria-current]').waitFor();
  const filterMs = performance.now() - startedMs;
  await context.close();
  return { scriptKiB, lcpMs, cls, filterMs, axeViolations: axe.violations.length };
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
