import { Check } from 'lucide-react';
import type { Account } from '@/lib/billing/account';
import { ALERT_PERCENTS, type Budget, MOST_EMAILS_A_PERIOD } from '@/lib/billing/budgets/budget';
import { isReached, usedShare } from '@/lib/billing/limit-level';
import type { Reading } from '@/lib/billing/reading';
import type { FormAction } from '@/lib/form-state';
import { formatUsd, formatUsed, type PicoUsd, picoUsd, usdDecimal } from '@/lib/money';
import { cn } from '@/lib/utils';
import { Panel } from '../panel';
import { Unavailable } from '../states/unavailable';
import { BudgetForm } from './budget-form';

interface BudgetPanelProps {
  budget: Reading<Budget | null>;
  account: Reading<Account>;
  /** Where alerts are mailed to; null: nowhere. */
  mailTo: string | null;
  save: FormAction;
  retryHref: string;
}

/** What a person wants to spend at most: when to tell them, and whether to stop there. */
export function BudgetPanel({ budget, account, mailTo, save, retryHref }: BudgetPanelProps) {
  return (
    <Panel id="budget" title="Budget">
      {budget.ok && account.ok ? (
        <div className="grid gap-6 @3xl:grid-cols-2 @3xl:gap-10">
          <div className="space-y-4">
            <p className="text-muted-foreground text-sm">
              You are told here
              {mailTo && `, and by e-mail to ${mailTo} (${MOST_EMAILS_A_PERIOD} mails a period at most),`}{' '}
              when half, three quarters, nine tenths and all of it are used. With the switch on, no reply
              begins that could go beyond it.
            </p>
            <BudgetForm
              sum={budget.value ? usdDecimal(budget.value.sumPico) : ''}
              stop={budget.value?.stop ?? false}
              save={save}
            />
          </div>
          {budget.value && <Reached budget={budget.value} account={account.value} />}
        </div>
      ) : (
        <Unavailable retryHref={retryHref} className="min-h-32" />
      )}
    </Panel>
  );
}

function Reached({ budget, account: { usedPico } }: { budget: Budget; account: Account }) {
  const { sumPico, stop, reached } = budget;
  const { percent, text } = usedShare(usedPico, sumPico);
  const isOver = isReached(budget, usedPico);
  const usedText = formatUsed(usedPico, sumPico);
  return (
    <div className="space-y-3 text-sm tabular-nums">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span>
          <strong className="font-semibold">{usedText}</strong> of {formatUsd(sumPico)}
        </span>
        <span className={cn('text-muted-foreground', isOver && 'text-destructive')}>
          {wordsFor(isOver, stop)}
        </span>
      </p>
      <div
        role="progressbar"
        aria-label="Budget used"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(percent, 100)}
        aria-valuetext={`${text}: ${usedText} of ${formatUsd(sumPico)}`}
        className="h-2 overflow-hidden rounded-full bg-muted"
      >
        <span
          className={cn('block h-full', isOver ? 'bg-destructive' : 'bg-primary')}
          style={{ width: `${Math.min(percent, 100)}%` }}
        />
      </div>
      <ul aria-label="Alerts" className="flex flex-wrap gap-x-5 gap-y-1 text-xs">
        {ALERT_PERCENTS.map((each) => (
          <li
            key={each}
            className={cn('flex items-center gap-1', !reached.includes(each) && 'text-muted-foreground')}
          >
            {reached.includes(each) && <Check aria-hidden className="size-3.5 text-warning" />}
            {each} % <span className="text-muted-foreground">{formatUsd(thresholdPico(sumPico, each))}</span>
            {reached.includes(each) && <span className="sr-only">, reached</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function wordsFor(isOver: boolean, stop: boolean): string {
  if (isOver) return stop ? 'Reached: no new replies that are charged' : 'Reached';
  return stop ? 'Spending stops there' : 'Only an alert';
}

function thresholdPico(sumPico: PicoUsd, percent: number): PicoUsd {
  return picoUsd((sumPico * BigInt(percent)) / 100n);
}
