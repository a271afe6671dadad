import { formatTick } from '@/lib/billing/format';
import type { Unit } from '@/lib/billing/view';

export interface AxisLabel {
  /** Of the bar that it stands under. */
  index: number;
  text: string;
  /** Whether a phone has room for it, too. */
  always: boolean;
}

const ON_A_PHONE = 4;
/** A desktop has room for so many times more. */
const DESKTOP_FACTOR = 3;

/** Names for some of the bars, evenly spaced. Bars of an hour are named by day where there are several days of them. */
export function axisLabels(starts: readonly Date[], unit: Unit, timeZone: string): AxisLabel[] {
  const byDay = unit === 'hour' && starts.length > 48;
  const named = starts.map((start, index) => ({
    index,
    text: formatTick(start, byDay ? 'day' : unit, timeZone),
  }));
  const candidates = byDay
    ? named.filter(({ text }, index) => index > 0 && text !== named[index - 1]?.text)
    : named;
  const step = Math.ceil(candidates.length / (ON_A_PHONE * DESKTOP_FACTOR));
  return candidates
    .filter((_, place) => place % step === 0)
    .map((label, place) => ({ ...label, always: place % DESKTOP_FACTOR === 0 }));
}
