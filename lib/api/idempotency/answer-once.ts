import { createHash } from 'node:crypto';
import { after } from 'next/server';
import { AskTogether } from '@/lib/ask-together';
import type { Database } from '@/lib/db/types';
import { MOST_REFUSALS, untilWritten } from '@/lib/db/until-written';
import { heartbeat } from '@/lib/heartbeat';
import type { ApiKeyId } from '@/lib/ids';
import { log } from '@/lib/log';
import { SIGN_OF_LIFE_MS, SteadyAnswers } from '@/lib/metering/steady-answers';
import { ApiError } from '../errors';
import type { ApiAnswer } from '../route';
import { keptText } from './kept-text';
import { takeRoom } from './room';
import {
  type Claim,
  claim,
  type HeldClaim,
  type KnownAnswer,
  keepAlive,
  look,
  release,
  type StoredAnswer,
  store,
} from './store';

const LOOK_AGAIN_MS = 100;
const LONGEST_KEY = 255;
/** OpenAI's clients try a 409 and failures of a server again by themselves; these stay as they are. */
const STAYS = { 'x-should-retry': 'false' };

/**
 * Names a request by its `Idempotency-Key`.
 *
 * @throws ApiError when the key is too long
 */
export function claimOf(apiKeyId: ApiKeyId, key: string, path: string, body: unknown): Claim {
  if (key.length > LONGEST_KEY) {
    const message = `An Idempotency-Key has ${LONGEST_KEY} characters at most. Send a shorter one.`;
    throw new ApiError(400, 'invalid_request', message);
  }
  const requestHash = createHash('sha256').update(path).update(JSON.stringify(body)).digest('hex');
  return { apiKeyId, key, requestHash };
}

/**
 * Answers a request once: whoever sends it again under its key gets the same answer, and is not charged. One that comes
 * while the first is under way waits for it. What throws, or is voided, was not charged, and is not kept.
 *
 * @throws ApiError 409 when the key was used for another request, or the answer was lost with its process, or was too
 * large to be kept, or too much was
 */
export async function answerOnce(
  db: Database,
  request: Claim,
  answer: () => Promise<ApiAnswer>,
  nowMs?: () => number,
): Promise<ApiAnswer> {
  for (;;) {
    const held = await claim(db, request);
    if (held) return answerFirst(db, held, answer);
    const stored = await answerOfTheFirst(db, request, nowMs);
    if (stored) return { response: replay(stored) };
  }
}

/** Answers it. It is said to be alive until the database has the answer, or has the key back. */
async function answerFirst(
  db: Database,
  held: HeldClaim,
  answer: () => Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  const endHeartbeat = heartbeat(
    () => keepAlive(db, held),
    (err) => log.error({ err }, 'an idempotent answer can’t be kept alive'),
  );
  const end = (write: () => Promise<void>) =>
    untilWritten(write, {
      mostRefusals: MOST_REFUSALS,
      tell: (failure) => log.error(failure, 'the end of an idempotent request is not stored yet'),
    })
      .catch((err) => log.error({ err }, 'the end of an idempotent request can’t be stored'))
      .finally(endHeartbeat);
  try {
    const { response, ended, isVoided } = await answer();
    const [toCaller, toStore] = response.body?.tee() ?? [];
    const { status } = response;
    const contentType = response.headers.get('content-type') ?? '';
    const requestId = response.headers.get('x-request-id');
    const text = keptText(toStore);
    let hasRoom: boolean | undefined;
    const stored = end(async () => {
      const [whole] = await Promise.all([text, ended]);
      if (isVoided?.()) return release(db, held);
      hasRoom ??= whole !== null && (await takeRoom(db, held.apiKeyId, whole));
      await store(db, held, { status, contentType, requestId, body: hasRoom ? whole : null });
    });
    const kept = new Response(toCaller, { status, headers: response.headers });
    return { response: kept, ended: Promise.all([ended, stored]) };
  } catch (error) {
    // The caller doesn't wait for it, and is told why at once; whoever tries again waits for the key.
    after(end(() => release(db, held)));
    throw error;
  }
}

/** However many wait for an answer, the database is asked for it by one of them. */
const looks = new AskTogether<{ db: Database; request: Claim }, KnownAnswer | undefined>(({ db, request }) =>
  look(db, request),
);

/**
 * Waits for it. Nothing, when the first was refused, and the next may try. Who answers the first is taken for dead only when
 * they have been silent all the while in which the living would have said so: after an outage of the database everybody
 * has been silent, and when its clock is put forward everybody seems so.
 */
async function answerOfTheFirst(
  db: Database,
  request: Claim,
  nowMs?: () => number,
): Promise<StoredAnswer | undefined> {
  let whileSilent = new SteadyAnswers(nowMs);
  for (let delayMs = 0; ; delayMs = LOOK_AGAIN_MS) {
    const { answer: known, steadyForMs } = await whileSilent.ask(() =>
      looks.next(`${request.apiKeyId} ${request.key}`, { db, request }, delayMs),
    );
    if (!known) return undefined;
    if (known.requestHash !== request.requestHash) {
      throw new ApiError(
        409,
        'idempotency_key_reused',
        'This Idempotency-Key was used for another request. Use a new one for each request.',
        { headers: STAYS },
      );
    }
    if (known.state === 'answered') return known.answer;
    if (known.state === 'running') whileSilent = new SteadyAnswers(nowMs);
    else if (steadyForMs > SIGN_OF_LIFE_MS) {
      throw new ApiError(
        409,
        'idempotency_broken_off',
        'The first request with this Idempotency-Key was cut short on our side; only what had come by then is charged. ' +
          'Use a new key to try again.',
        { headers: STAYS },
      );
    }
  }
}

function replay({ status, contentType, requestId, body }: StoredAnswer): Response {
  const ofTheFirst: Record<string, string> = requestId === null ? {} : { 'x-request-id': requestId };
  if (body === null) {
    throw new ApiError(
      409,
      'idempotency_answer_too_large',
      'The first request with this Idempotency-Key was answered, but its answer was not kept for a second time: it was ' +
        'too large, or too much is kept for you already. This one is not charged. Use a new key to ask again.',
      { headers: { ...STAYS, ...ofTheFirst } },
    );
  }
  // A failure is kept only where it may be charged: it stays as it is, and the first said so, too.
  const headers = {
    'content-type': contentType,
    'idempotency-replayed': 'true',
    ...ofTheFirst,
    ...(status >= 400 && STAYS),
  };
  return new Response(body, { status, headers });
}
