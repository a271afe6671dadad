import type { Page } from 'playwright-core';
import { violationsOf } from '@/tests/e2e/support/axe';

/** What axe finds on a page as it is, in words: one for each violation. */
export async function axeViolations(page: Page): Promise<string[]> {
  const violations = await violationsOf(page);
  return violations.map(
    ({ rule, nodes }) => `${rule} at ${nodes.map((html) => html.slice(0, 120)).join(' and ')}`,
  );
}
