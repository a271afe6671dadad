import type { Page } from 'playwright-core';

/**
 * Weighs pages by their JavaScript: opens an address with the cache off, and gives the KiB of script that the browser
 * received until it was quiet, as they came over the wire.
 */
export async function scriptScale(page: Page): Promise<(url: string) => Promise<number>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  return async (url) => {
    bytes = 0;
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.goto(url, { waitUntil: 'networkidle' });
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: false });
    return bytes / 1024;
  };
}
