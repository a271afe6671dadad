import { formatUsd } from '@/lib/money';
import type { Estimate } from './estimate';

/** What a message may cost, in words that go on from what is named before. */
export function mayCost({ totalPico, isMost }: Pick<Estimate, 'totalPico' | 'isMost'>): string {
  const sum = `about ${formatUsd(totalPico)}`;
  return isMost ? `may cost up to ${sum}` : `may cost ${sum}, more if it uses tools`;
}
