import { picoUsd, usdDecimal } from '@/lib/money';
import { type BenchEvent, HEAVIEST_SUBJECT, iso, MEASURED_SUBJECTS, MONTH_AGO, subjectName } from './events';

const DAY_SECONDS = 86_400;

/** What a meter must answer: the cost of each day and model, by subject and for all, added up exactly here. */
export class Books {
  events = 0;
  private readonly tracked = new Set(
    Array.from({ length: MEASURED_SUBJECTS }, (_, index) => subjectName(index)).concat(
      subjectName(HEAVIEST_SUBJECT),
    ),
  );
  private readonly costs = new Map<string, Map<string, bigint>>();

  /** Each event once. */
  add({ subject, epochSeconds, model, costPico }: BenchEvent): void {
    this.events += 1;
    if (epochSeconds < MONTH_AGO) return;
    // Berlin's clocks do not change within the 30 days.
    const day = MONTH_AGO + Math.floor((epochSeconds - MONTH_AGO) / DAY_SECONDS) * DAY_SECONDS;
    this.addTo('all', day, model, costPico);
    if (this.tracked.has(subject)) this.addTo(subject, day, model, costPico);
  }

  /** The rows of an answer, each as `day model value`. */
  expected(subject: string | undefined): string[] {
    const costs = this.costs.get(subject ?? 'all') ?? new Map<string, bigint>();
    return [...costs].map(([key, costPico]) => `${key} ${Number(usdDecimal(picoUsd(costPico)))}`).sort();
  }

  private addTo(who: string, day: number, model: string, costPico: bigint): void {
    const costs = this.costs.get(who) ?? new Map<string, bigint>();
    this.costs.set(who, costs);
    const key = `${iso(day)} ${model}`;
    costs.set(key, (costs.get(key) ?? 0n) + costPico);
  }
}
