import type { Series } from '@/lib/billing/report/chart';

/** The CSS colour of a series. */
export function colourOf({ colour }: Pick<Series, 'colour'>): string {
  return colour === null ? 'var(--chart-other)' : `var(--chart-${colour + 1})`;
}
