import type { Books } from './books';
import { type DayTotals, mergeTotals } from './day-totals';
import { FIGURES, type Figure, type Figures, sumFigures } from './figures';

/** Two books that say different things of the same day, and user or model. */
export interface Difference {
  day: string;
  who: string;
  figure: Figure;
  books: readonly ['ledger', 'outbox'] | readonly ['outbox', 'meter'] | readonly ['ledger', 'provider'];
  /** What each of the two says. */
  amounts: readonly [bigint, bigint];
}

/** Every entry of the ledger has its event in the outbox, whatever became of it. */
export function compareOutbox({ ledger, ...outbox }: Books): Difference[] {
  return compareTotals(['ledger', 'outbox'], ledger, mergeTotals(Object.values(outbox)));
}

/** Compares two books, figure by figure, for every day and user (or model) that either knows. */
export function compareTotals(
  books: Difference['books'],
  first: DayTotals,
  second: DayTotals,
  figures: readonly Figure[] = FIGURES,
): Difference[] {
  return mergeTotals([first, second])
    .list()
    .flatMap(({ day, who }) => {
      const [a, b] = [first.of(day, who), second.of(day, who)];
      return figures
        .filter((figure) => a[figure] !== b[figure])
        .map((figure) => ({ day, who, figure, books, amounts: [a[figure], b[figure]] as const }));
    });
}

/** Whether the second of the two books has less than the first. */
export function isLacking({ amounts: [first, second] }: Difference): boolean {
  return second < first;
}

/**
 * The meter has everything that was delivered before it was read, and nothing that was not at least sent by the time
 * it had been. When nothing is on its way, that is one number. What was refused counts as sent: an export may
 * have brought it all the same.
 */
export function compareMeter(before: Books, meter: DayTotals, after: Books): Difference[] {
  return mergeTotals([before.delivered, meter])
    .list()
    .flatMap(({ day, who }) => {
      const least = before.delivered.of(day, who);
      const most = sumFigures([
        after.delivered.of(day, who),
        after.tried.of(day, who),
        after.parked.of(day, who),
      ]);
      const found = meter.of(day, who);
      return FIGURES.filter((figure) => isOutside(figure, found, least, most)).map((figure) => {
        const expected = found[figure] < least[figure] ? least[figure] : most[figure];
        const amounts = [expected, found[figure]] as const;
        return { day, who, figure, books: ['outbox', 'meter'] as const, amounts };
      });
    });
}

function isOutside(figure: Figure, found: Figures, least: Figures, most: Figures): boolean {
  return found[figure] < least[figure] || found[figure] > most[figure];
}
