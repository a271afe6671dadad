import type { Settlement } from '../metering/settle';
import { sumUsd } from '../money';
import { inputTokens } from '../pricing/token-usage';
import type { ReplyUsage } from './message';

/** What a reply used: its generations together. Nothing when none was billed. */
export function replyUsage(settlements: Settlement[]): ReplyUsage | undefined {
  const last = settlements.at(-1);
  if (!last) return undefined;
  const total = (count: (settlement: Settlement) => number) =>
    settlements.reduce((sum, each) => sum + count(each), 0);
  const costs = settlements.map((settlement) => settlement.costPico).filter((cost) => cost !== null);
  return {
    promptTokens: total(({ usage }) => inputTokens(usage)),
    completionTokens: total(({ usage }) => usage.output),
    cachedTokens: total(({ usage }) => usage.cacheRead),
    reasoningTokens: total(({ usage }) => usage.reasoning),
    costPico: costs.length === settlements.length ? String(sumUsd(costs)) : null,
    estimated: settlements.some(({ basis }) => basis === 'estimated'),
    model: last.model,
  };
}
