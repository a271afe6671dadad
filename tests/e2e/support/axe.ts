import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

export interface Violation {
  rule: string;
  /** As HTML. */
  nodes: string[];
}

/**
 * What axe finds on a page as it is.
 *
 * @param rules only these; left out: all
 */
export async function violationsOf(page: Page, rules?: string[]): Promise<Violation[]> {
  // What is half faded in has no contrast yet.
  await page.waitForFunction(() => document.getAnimations().every((one) => !(one instanceof CSSTransition)));
  // For frames of other origins, axe opens a second page for every look. We have none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map(({ id, nodes }) => ({ rule: id, nodes: nodes.map(({ html }) => html) }));
}
