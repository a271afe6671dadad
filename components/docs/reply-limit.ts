import { formatCount } from '@/lib/format';

/** How long a reply may be where its request names no limit, in words: each of the models may have another limit. There is at least one. */
export function replyLimit(models: readonly { replyTokens: number }[]): string {
  const limits = models.map(({ replyTokens }) => replyTokens);
  const [least, most] = [Math.min(...limits), Math.max(...limits)].map(formatCount);
  if (least === most) return `at most ${most} tokens`;
  return `at most ${least} to ${most} tokens, depending on the model`;
}
