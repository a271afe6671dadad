import { formatCount } from '@/lib/format';

/** How long a reply may be where its request names no limit, in words: each of the models may have another limit. */
export function replyLimit(models: readonly { replyTokens: number }[]): string {
  const limits = models.map(({ replyTokens }) => replyTokens);
  if (limits.length === 0) return 'as many tokens as its model gives by itself';
  const [least, most] = [Math.min(...limits), Math.max(...limits)].map(formatCount);
  if (least === most) return `at most ${most} tokens`;
  return `at most ${least} to ${most} tokens, depending on the model`;
}
