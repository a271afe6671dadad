import type { ReplyUsage } from '@/lib/chats/message';
import { formatUsd, picoUsd, sumUsd } from '@/lib/money';

const count = new Intl.NumberFormat('en');

export interface UsageLine {
  /** `12 in · 48 out · $0.0021` */
  text: string;
  /** What the two counts include, for who wants to know more. */
  detail: string;
}

/** What a reply used, on one line. A reply without a price is “unpriced”, which is not the same as free. */
export function usageLine(usage: ReplyUsage): UsageLine {
  const cost = usage.costPico === null ? 'unpriced' : formatUsd(picoUsd(BigInt(usage.costPico)));
  const cached = usage.cachedTokens > 0 ? ` (${count.format(usage.cachedTokens)} of them cached)` : '';
  const reasoning =
    usage.reasoningTokens > 0 ? ` (${count.format(usage.reasoningTokens)} of them reasoning)` : '';
  return {
    text: `${count.format(usage.promptTokens)} in · ${count.format(usage.completionTokens)} out · ${cost}`,
    detail: `${usage.model}: ${count.format(usage.promptTokens)} tokens in${cached}, ${count.format(usage.completionTokens)} tokens out${reasoning}`,
  };
}

/** What the replies of a chat cost together; unpriced ones are left out. Nothing when none had a price. */
export function totalCost(usages: Iterable<ReplyUsage>): string | undefined {
  const costs = [...usages].flatMap(({ costPico }) => (costPico === null ? [] : [picoUsd(BigInt(costPico))]));
  return costs.length > 0 ? formatUsd(sumUsd(costs)) : undefined;
}
