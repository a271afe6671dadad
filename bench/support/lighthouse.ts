import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { z } from 'zod';
import { findBrowser } from '@/tests/e2e/support/browser';
import { freePort } from '@/tests/support/free-port';

/** Fetched when the benchmark runs: with what it depends on, it would double what `npm install` brings. */
const LIGHTHOUSE = 'lighthouse@13.5.0';

export interface LighthouseScores {
  /** Of 100. */
  performance: number;
  accessibility: number;
  bestPractices: number;
}

/** From 0 to 1. */
const category = z.object({ score: z.number() });

const reportSchema = z.object({
  categories: z.object({ performance: category, accessibility: category, 'best-practices': category }),
});

/**
 * What Lighthouse says of a page with its mobile settings.
 *
 * @param cookie of who looks at it; left out: somebody who was never here
 */
export async function lighthouseScores(url: string, cookie?: string): Promise<LighthouseScores> {
  const port = await freePort();
  const browser = await chromium.launch({
    ...(await findBrowser()),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      `--remote-debugging-port=${port}`,
    ],
  });
  try {
    const { stdout } = await promisify(execFile)(
      'npx',
      [
        '--yes',
        LIGHTHOUSE,
        url,
        `--port=${port}`,
        ...(cookie === undefined ? [] : [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`]),
        '--only-categories=performance,accessibility,best-practices',
        '--output=json',
        '--quiet',
      ],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    const { categories } = reportSchema.parse(JSON.parse(stdout));
    return {
      performance: Math.round(categories.performance.score * 100),
      accessibility: Math.round(categories.accessibility.score * 100),
      bestPractices: Math.round(categories['best-practices'].score * 100),
    };
  } finally {
    await browser.close();
  }
}
