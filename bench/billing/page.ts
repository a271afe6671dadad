import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { openPage } from '@/tests/e2e/support/browser';

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
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  const scripts = new Set<string>();
  let scriptBytes = 0;
  devtools.on(
    'Network.responseReceived',
    ({ requestId, type }) => type === 'Script' && scripts.add(requestId),
  );
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
  });
  await page.goto(`${url}/billing`, { waitUntil: 'networkidle' });
  const scriptKiB = scriptBytes / 1024;
  const { lcpMs, cls } = await page.evaluate(readVitals);
  const axe = await new AxeBuilder({ page }).analyze();

  const item = page.locator('#breakdown li a').first();
  const startedMs = performance.now();
  await item.click();
  await page.locator('#breakdown li a[aria-current]').waitFor();
  const filterMs = performance.now() - startedMs;
  await context.close();
  return { scriptKiB, lcpMs, cls, filterMs, axeViolations: axe.violations.length };
}

/** Runs in the browser. */
async function readVitals(): Promise<{ lcpMs: number; cls: number }> {
  const entriesOf = (type: string) =>
    new Promise<PerformanceEntry[]>((resolve) => {
      new PerformanceObserver((list, observer) => {
        observer.disconnect();
        resolve(list.getEntries());
      }).observe({ type, buffered: true });
      // There may be none of this type.
      setTimeout(() => resolve([]), 200);
    });
  const paints = await entriesOf('largest-contentful-paint');
  const shifts = await entriesOf('layout-shift');
  const shift = (entry: PerformanceEntry) => ('value' in entry ? Number(entry.value) : 0);
  return {
    lcpMs: paints.at(-1)?.startTime ?? Number.NaN,
    cls: shifts.reduce((sum, entry) => sum + shift(entry), 0),
  };
}
