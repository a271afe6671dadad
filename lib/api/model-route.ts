import 'server-only';
import type { z } from 'zod';
import type { Caller } from '../api-keys/authenticate';
import { authenticator } from '../api-keys/authenticate-often';
import { refuseGuestWhereOff } from '../auth/guests';
import { readJson } from '../http';
import { getMetering, type Metering } from '../metering/context';
import { answerOnce, claimOf } from './idempotency/answer-once';
import { type ApiAnswer, apiRoute, BODY_LIMIT_BYTES } from './route';

type Create<T> = (metering: Metering, caller: Caller, body: T, stop: AbortSignal) => Promise<ApiAnswer>;

/**
 * The handler of a `POST` that calls a model. A caller that leaves stops the call, unless it sent an `Idempotency-Key`:
 * then the call goes on to its end, and who sends it again gets the answer. A key that was revoked while its request was
 * on the way calls nothing.
 */
export function modelRoute<T>(schema: z.ZodType<T>, create: Create<T>) {
  return apiRoute(async (request, caller) => {
    refuseGuestWhereOff(caller.user);
    const body = await readJson(request, schema, BODY_LIMIT_BYTES);
    const metering = await getMetering();
    // Minutes may have passed since the key was looked at: the body was slow, or the first of its Idempotency-Key.
    const createNow = async (stop: AbortSignal) =>
      create(metering, await authenticator.authenticate(request.headers.get('authorization')), body, stop);
    const key = request.headers.get('idempotency-key');
    if (!key) return createNow(request.signal);
    const claim = claimOf(caller.key.id, key, new URL(request.url).pathname, body);
    const never = new AbortController().signal;
    return answerOnce(metering.db, claim, () => createNow(never));
  });
}
