import { isUniqueViolation } from '../db/errors';

/**
 * Runs `attempt`, and once more if somebody else made the same row meanwhile: the second run finds it.
 * For what looks before it inserts under a unique constraint.
 */
export async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return attempt();
  }
}
