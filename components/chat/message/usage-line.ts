import type { ReplyUsage } from '@/lib/chats/message';
import { formatDuration } from '@/lib/duration';
import { formatCost, formatCount } from '@/lib/format';

export interface UsageLine {
  /** `12 in · 48 out · $0.0021 · 3.2 s` */
  text: string;
  /** What the counts and the time include, for who wants to know more. */
  detail: string;
}

/** What a reply used, on one line. A reply without a price is “unpriced”, which is not the same as free. */
export function usageLine(usage: ReplyUsage): UsageLine {
  const cached = usage.cachedTokens > 0 ? ` (${formatCount(usage.cachedTokens)} of them cached)` : '';
  const reasoning =
    usage.reasoningTokens > 0 ? ` (${formatCount(usage.reasoningTokens)} of them reasoning)` : '';
  const time =
    usage.generationIds.length > 1
      ? `; the time of its ${usage.generationIds.length} calls of the model, without that of the tools between them`
      : '';
  const [prompt, completion] = [formatCount(usage.promptTokens), formatCount(usage.completionTokens)];
  return {
    text: `${prompt} in · ${completion} out · ${formatCost(usage.costPico)} · ${formatDuration(usage.durationMs)}`,
    detail: `${usage.model}: ${prompt} tokens in${cached}, ${completion} tokens out${reasoning}${time}`,
  };
}
