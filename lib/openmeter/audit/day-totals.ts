import { type Figures, NOTHING, sumFigures } from './figures';

export interface DayTotal {
  /** In UTC, `2026-11-30`. */
  day: string;
  /** A user's id, or a model. */
  who: string;
  figures: Figures;
}

/** What was used on each UTC day, by each user or each model. */
export class DayTotals {
  private readonly totals = new Map<string, DayTotal>();

  add(day: string, who: string, amounts: Partial<Figures>): void {
    const figures = sumFigures([this.of(day, who), amounts]);
    this.totals.set(keyOf(day, who), { day, who, figures });
  }

  of(day: string, who: string): Figures {
    return this.totals.get(keyOf(day, who))?.figures ?? NOTHING;
  }

  /** By day, and on a day by user or model. */
  list(): DayTotal[] {
    return [...this.totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
  }

  sum(): Figures {
    return sumFigures(this.list().map(({ figures }) => figures));
  }
}

/** Everything of several books together. */
export function mergeTotals(books: DayTotals[]): DayTotals {
  const merged = new DayTotals();
  for (const book of books) for (const { day, who, figures } of book.list()) merged.add(day, who, figures);
  return merged;
}

function keyOf(day: string, who: string): string {
  return `${day} ${who}`;
}
