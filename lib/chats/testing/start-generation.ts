import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { saveCheckpoints } from '@/lib/metering/checkpoint';
import { dispatch } from '@/lib/metering/dispatch';
import { reserve } from '@/lib/metering/reserve';
import { settle } from '@/lib/metering/settle';
import { voidGeneration } from '@/lib/metering/void';
import type { Outcome } from '@/lib/vocabulary';
import { callOf, endingOf } from '@/tests/support/metering';
import type { ReplyIds } from '../own-chat';

/** A generation of a reply that has left for upstream, and what a process would do with it. */
export async function startGeneration(db: Database, userId: UserId, { chatId, messageId }: ReplyIds) {
  const call = callOf(userId, { chatId, messageId });
  const { generationId, reservedAt } = await reserve(db, call, { promptTokens: 10, maxOutputTokens: 1_000 });
  await dispatch(db, generationId);
  let savedCharacters = 0;
  return {
    async write(appendedText: string) {
      const response = { responseId: null, responseModel: null, responseCreatedAt: null };
      await saveCheckpoints(db, [
        { generationId, ...response, appendedText, savedCharacters, outputTokens: 1 },
      ]);
      savedCharacters += appendedText.length;
    },
    void: () => voidGeneration(db, generationId),
    settle: ({ output = 5, outcome = 'complete' }: { output?: number; outcome?: Outcome } = {}) =>
      settle(
        db,
        endingOf(
          call,
          { generationId, reservedAt },
          { outcome, usage: { uncached: 10, cacheRead: 0, cacheWrite: 0, output, reasoning: 0 } },
        ),
      ),
  };
}
