import { AxeBuilder } from '@axe-core/playwright';
import axeCore from 'axe-core';
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
  // The builder would send axe twice for every look, which takes longer than the look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  const builder = new AxeBuilder({ page, axeSource: 'undefined' });
  // For frames of other origins, axe opens a second page for every look. We have none.
  const axe = builder.setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map(({ id, nodes }) => ({ rule: id, nodes: nodes.map(({ html }) => html) }));
}

/**
 * What is wrong with a page that is light, as it is and in the dark: what axe finds, and whether it is wider than the screen.
 *
 * @param state what it shows, as each fault says
 */
export async function faultsOf(page: Page, state: string) {
  const light = await violationsOf(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  // All else is the same in the dark.
  const dark = await violationsOf(page, ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
  // Not of `innerWidth`: a phone zooms out until all that is too wide is in sight.
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [
    ...light.map((fault) => ({ state, ...fault })),
    ...dark.map((fault) => ({ state: `${state}, in the dark`, ...fault })),
    ...(overflow > 0 ? [{ state, rule: 'wider than the screen', overflow }] : []),
  ];
}
