import { z } from 'zod';

const FORBIDDEN = 403;

/**
 * As OpenRouter says it, https://openrouter.ai/docs/api/reference/errors-and-debugging, and, in mere text, xAI, which goes on
 * with our team and the id of our key.
 */
const flagged = z.union([
  z.string().startsWith('Content violates usage guidelines'),
  z.object({ code: z.literal('content_policy_violation') }),
  z.object({ metadata: z.object({ reasons: z.array(z.unknown()) }) }),
  z.object({ metadata: z.object({ flagged_input: z.string() }) }),
]);

/**
 * Whether upstream refused what was said, and not our key: both come as a 403.
 *
 * @param error what upstream's body has at `error`
 */
export function isFlaggedPrompt(status: number | undefined, error: unknown): boolean {
  return status === FORBIDDEN && flagged.safeParse(error).success;
}
