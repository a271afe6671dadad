import sparticuz from '@sparticuz/chromium';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { freePort } from '@/tests/support/free-port';

export interface LighthouseScores {
  /** Of 100. */
  performance: number;
  accessibility: number;
}

/** What Lighthouse says of a page with its mobile settings, seen by who has this cookie. */
export async function lighthouseScores(url: string, cookie: string): Promise<LighthouseScores> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: process.platform === 'linux' ? await sparticuz.executablePath() : undefined,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      `--remote-debugging-port=${port}`,
    ],
  });
  try {
    const result = await lighthouse(url, {
      port,
      extraHeaders: { Cookie: cookie },
      onlyCategories: ['performance', 'accessibility'],
      logLevel: 'error',
    });
    const score = (category: string) => Math.round((result?.lhr.categories[category]?.score ?? 0) * 100);
    return { performance: score('performance'), accessibility: score('accessibility') };
  } finally {
    await browser.close();
  }
}
