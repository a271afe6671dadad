/** One of several processes that spend from one account at the same time; forked by the test beside it. */
import { once } from 'node:events';
import { openPostgres } from '@/lib/db/postgres';
import type { Database } from '@/lib/db/types';
import { asId, type UserId } from '@/lib/ids';
import { dispatch } from '@/lib/metering/dispatch';
import { AllowanceExceededError } from '@/lib/metering/errors';
import { type Reservation, reserve } from '@/lib/metering/reserve';
import { settle } from '@/lib/metering/settle';
import { voidGeneration } from '@/lib/metering/void';
import { picoUsd } from '@/lib/money';
import { callOf, endingOf } from '../support/metering';

export interface SpenderJob {
  databaseUrl: string;
  userId: string;
  allowancePico: string;
  attempts: number;
}

export interface SpenderResult {
  admitted: number;
  refused: number;
}

const AT_ONCE = 8;
const PROMPT_TOKENS = 100;
const MAX_OUTPUT_TOKENS = 1_000;

process.send?.('ready');
const [job]: SpenderJob[] = await once(process, 'message');
if (!job) throw new Error('There is no job.');
const connection = openPostgres(job.databaseUrl);
process.send?.(await spend(connection.db, job));
await connection.close();
process.disconnect();

async function spend(db: Database, { userId, allowancePico, attempts }: SpenderJob): Promise<SpenderResult> {
  const call = callOf(asId<UserId>(userId), { allowancePico: picoUsd(BigInt(allowancePico)) });
  const result: SpenderResult = { admitted: 0, refused: 0 };
  let started = 0;
  async function worker(): Promise<void> {
    while (started < attempts) {
      const attempt = started++;
      const reservation = await reserve(db, call, {
        promptTokens: PROMPT_TOKENS,
        maxOutputTokens: MAX_OUTPUT_TOKENS,
      }).catch(refused);
      if (!reservation) {
        result.refused++;
        continue;
      }
      result.admitted++;
      await end(reservation, attempt);
    }
  }

  /** Some are refused by upstream; the others use what they held, or less. */
  async function end({ generationId, reservedAt, maxOutputTokens }: Reservation, attempt: number) {
    await dispatch(db, generationId);
    if (attempt % 10 === 0) return voidGeneration(db, generationId);
    const output = attempt % 2 === 0 ? maxOutputTokens : Math.ceil(maxOutputTokens / 2);
    const usage = { uncached: PROMPT_TOKENS, cacheRead: 0, cacheWrite: 0, output, reasoning: 0 };
    await settle(db, endingOf(call, { generationId, reservedAt }, { usage }));
  }

  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return result;
}

function refused(error: unknown): undefined {
  if (!(error instanceof AllowanceExceededError)) throw error;
}
