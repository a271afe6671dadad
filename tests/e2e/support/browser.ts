import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Page,
} from 'playwright-core';
import { unpackedBrowser } from './unpacked-browser';

/**
 * Where a real Chromium is: on Linux in an npm package, which has it for x64 only; on Linux on another processor, where
 * there need not be a Chrome, where `npx playwright-core install` puts it; elsewhere it is the Chrome that is installed.
 */
export async function findBrowser(): Promise<Pick<LaunchOptions, 'channel' | 'executablePath' | 'env'>> {
  if (process.platform !== 'linux') return { channel: 'chrome' };
  return process.arch === 'x64' ? unpackedBrowser() : {};
}

/** A real Chromium, without what would ask the web for anything. */
export async function launchBrowser(): Promise<Browser> {
  const found = await findBrowser();
  if (found.channel) return chromium.launch(found);
  return chromium.launch({
    ...found,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
}

/** So long a busy machine may take for what a page is waited for: other tests want the processor, too. */
const COMES_WITHIN_MS = 60_000;

/** A page, and every error and warning that its console showed. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'Europe/Berlin', ...options });
  context.setDefaultTimeout(COMES_WITHIN_MS);
  const page = await context.newPage();
  return { context, page, complaints: complaintsOf(page) };
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}
