import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Budget } from '@/lib/billing/budgets/budget';
import { billingPeriodOf } from '@/lib/billing/period';
import { type Plan, planOf } from '@/lib/billing/plans';
import { accountWith } from '@/lib/billing/testing/samples';
import { newId, type UserId } from '@/lib/ids';
import { formatUsd, type PicoUsd, parseUsd, picoUsd } from '@/lib/money';
import { Allowance } from './allowance';
import { BudgetPanel } from './budget/budget-panel';
import { PeriodLine } from './header/period-line';

const NOW = new Date('2026-11-03T14:30:00Z');
const PERIOD = billingPeriodOf(NOW);
const PLAN = await planOf({ id: newId<UserId>(), kind: 'guest' });
const PLAN_PICO = PLAN.allowancePico ?? parseUsd('5');
const STOP_PICO = picoUsd(PLAN_PICO / 2n);

function budgetAt(percents: number[], stop = true, sumPico = STOP_PICO): Budget {
  return { sumPico, stop, reached: percents };
}

/** Without what React puts between two texts. */
function textOf(html: string): string {
  return html
    .replaceAll('<!-- -->', '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/ +/g, ' ');
}

/** What the three parts of the page that tell of a limit say, and how red each is. */
function page(usedPico: PicoUsd, budget: Budget | null, plan: Plan | null = PLAN) {
  const props = {
    account: { ok: true, value: accountWith({ usedPico }) },
    budget: { ok: true, value: budget },
    retryHref: '/billing',
  } as const;
  const read = plan ? ({ ok: true, value: plan } as const) : ({ ok: false } as const);
  const allowance = renderToStaticMarkup(<Allowance {...props} plan={read} period={PERIOD} />);
  const panel = renderToStaticMarkup(<BudgetPanel {...props} mailTo={null} save={async () => ({})} />);
  const header = renderToStaticMarkup(<PeriodLine {...props} plan={read} period={PERIOD} now={NOW} />);
  return {
    allowance: textOf(allowance),
    panel: textOf(panel),
    header: textOf(header),
    bar: allowance,
    panelBar: panel,
  };
}

/** What the allowance of a plan says of somebody with a reply under way. */
function allowanceOf(plan: Plan, budget: Budget | null): string {
  const account = accountWith({ usedPico: parseUsd('1.20'), heldPico: parseUsd('0.10') });
  return textOf(
    renderToStaticMarkup(
      <Allowance
        account={{ ok: true, value: account }}
        budget={{ ok: true, value: budget }}
        plan={{ ok: true, value: plan }}
        period={PERIOD}
        retryHref="/billing"
      />,
    ),
  );
}

const SOLD: Plan = { name: 'Pro', allowancePico: parseUsd('5') };
const ENDLESS: Plan = { name: 'Team', allowancePico: null };

describe('the allowance', () => {
  it('says what is included, what is held, and when it begins anew', () => {
    expect(allowanceOf(SOLD, null)).toContain(
      '$1.20 used of $5.00 included in the Pro plan · $0.10 held for running replies',
    );
    expect(allowanceOf(SOLD, null)).toContain('Resets 1 Dec 2026, 00:00 UTC');
  });

  // What the plan includes stood nowhere on the page.
  it('says what is included also where one’s own stop comes before', () => {
    expect(allowanceOf(SOLD, budgetAt([], true, parseUsd('2')))).toContain(
      '$1.20 used of $2.00 until your stop · $5.00 included in the Pro plan · $0.10 held for running replies',
    );
  });

  it('has only the stop to tell of where the plan has no limit', () => {
    expect(allowanceOf(ENDLESS, budgetAt([], true, parseUsd('2')))).toContain(
      '$1.20 used of $2.00 until your stop · $0.10 held',
    );
  });

  // It said neither.
  it('says what is held, and when the period ends, also without a limit', () => {
    expect(allowanceOf(ENDLESS, null)).toContain(
      '$1.20 used · The Team plan has no limit · $0.10 held for running replies',
    );
    expect(allowanceOf(ENDLESS, null)).toContain('Resets 1 Dec 2026, 00:00 UTC');
  });
});

// The whole page failed with the look-up of the plan.
it('is not said where the plan can’t be read, while the budget is', () => {
  const { allowance, panel, header } = page(picoUsd(STOP_PICO / 2n), budgetAt([50]), null);
  expect(allowance).toContain('These figures can’t be read right now');
  expect(header).toContain('28 days left · Your plan can’t be read right now · 50 % of your budget reached');
  expect(panel).toContain('Spending stops there');
});

describe('a limit on the billing page', () => {
  // $4.98 of $10 read “50 %” in the one bar and “49 %” in the other; and hardly anything was “0 %”, not “<1 %”.
  it.each([
    ['4.98', '49', '49 %'],
    ['0.0008', '0', '<1 %'],
    ['0', '0', '0 %'],
    ['9.9999', '99', '99 %'],
    ['10', '100', '100 %'],
    ['12', '100', '120 %'],
  ])('reads the same in both bars, cut as alerts are: %s of ten dollars is %s, “%s”', (used, now, words) => {
    const stop = budgetAt([], true, parseUsd('10'));
    const { bar, panelBar } = page(parseUsd(used), stop, ENDLESS);
    for (const html of [bar, panelBar]) {
      expect(html).toContain(`aria-valuenow="${now}"`);
      expect(html).toContain(`aria-valuetext="${words.replace('<', '&lt;')}: `);
    }
  });

  // With almost all used, the panel read “$5.00 used of $5.00 … Nearly used up.”
  it('never reads as if all of a plan were used while some is left', () => {
    const { allowance, bar } = page(picoUsd(PLAN_PICO - 1n), null);
    expect(allowance).toContain('Nearly used up: replies may be cut short or refused.');
    expect(allowance).not.toContain(`${formatUsd(PLAN_PICO)} used of`);
    expect(bar).not.toContain('aria-valuenow="100"');
    expect(bar).not.toContain('100 %');
  });

  // It read “no new replies”, though models without a price, or with one of $0, went on answering.
  it('is over when all of a plan is used, for what is charged', () => {
    const { allowance, bar } = page(PLAN_PICO, null);
    expect(allowance).toContain('Used up: no new replies that are charged.');
    expect(allowance).toContain(`${formatUsd(PLAN_PICO)} used of ${formatUsd(PLAN_PICO)}`);
    expect(bar).toContain('aria-valuenow="100"');
  });

  // The header said that all was reached, the panel that there were no new replies, and the bar “Nearly used up.”
  it('is over in all three places once the person’s own stop has refused a call', () => {
    const { allowance, panel, header, bar, panelBar } = page(
      picoUsd(STOP_PICO - 1n),
      budgetAt([50, 75, 90, 100]),
    );
    expect(allowance).toContain('Used up: no new replies that are charged.');
    expect(panel).toContain('Reached: no new replies that are charged');
    expect(header).toContain('100 % of your budget reached');
    for (const html of [bar, panelBar]) expect(html).toMatch(/h-full bg-destructive/);
    expect(panel).not.toContain(`${formatUsd(STOP_PICO)} of ${formatUsd(STOP_PICO)}`);
  });

  // The header said that all was reached, the panel that there were no new replies, and the bar “Nearly used up.”
  it('is over in all three places, too, where the stop is just what the plan allows', () => {
    const budget = budgetAt([50, 75, 90, 100], true, PLAN_PICO);
    const { allowance, panel, header } = page(picoUsd(PLAN_PICO - 1n), budget);
    expect(allowance).toContain('Used up: no new replies that are charged.');
    expect(panel).toContain('Reached: no new replies that are charged');
    expect(header).toContain('100 % of your budget reached');
  });

  it('is over in all three places when all is used and no alert was noted yet', () => {
    const { allowance, panel, header } = page(STOP_PICO, budgetAt([50]));
    expect(allowance).toContain('Used up: no new replies that are charged.');
    expect(panel).toContain('Reached: no new replies that are charged');
    expect(header).toContain('100 % of your budget reached');
  });

  it('is in none of them before that', () => {
    const { allowance, panel, header } = page(picoUsd((STOP_PICO * 95n) / 100n), budgetAt([50, 75, 90]));
    expect(allowance).toContain('Nearly used up');
    expect(panel).toContain('Spending stops there');
    expect(header).toContain('90 % of your budget reached');
  });

  // The page read “100 % of your budget reached”, and “Reached”, with some of it left and nothing refused any more.
  it('is in none of them once a stop that refused a call is switched off', () => {
    const { allowance, panel, header } = page(picoUsd(STOP_PICO - 1n), budgetAt([50, 75, 90, 100], false));
    expect(allowance).not.toContain('Used up');
    expect(panel).toContain('Only an alert');
    expect(header).toContain('90 % of your budget reached');
  });

  it('is the plan’s where a budget that is used up only alerts', () => {
    const { allowance, panel } = page(STOP_PICO, budgetAt([50, 75, 90, 100], false));
    expect(allowance).not.toContain('Used up');
    expect(panel).toContain('Reached');
    expect(panel).not.toContain('no new replies');
  });
});
