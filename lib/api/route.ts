import 'server-only';
import { after } from 'next/server';
import { afterReply } from '../after-reply';
import type { Caller } from '../api-keys/authenticate';
import { authenticator } from '../api-keys/authenticate-often';
import { isForHolds } from '../metering/errors';
import { recoverAfterAnswer } from '../recover-after-answer';
import { errorAnswer } from './errors';

/** Longest body of a request. */
export const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/** What a route answers, and when the generation behind it has ended, if there is one. */
export interface ApiAnswer {
  response: Response;
  ended?: Promise<unknown>;
  /** Whether it is billed to nobody, as upstream refused it; a stream perhaps after it had begun. To be asked when it has ended. */
  isVoided?: () => boolean;
}

/**
 * Wraps a handler of the API: finds the caller by the key, and answers errors as OpenAI does. Nothing else of a request
 * says who sent it; in particular no cookie is read.
 */
export function apiRoute<Rest extends unknown[]>(
  handler: (request: Request, caller: Caller, ...rest: Rest) => Promise<ApiAnswer>,
) {
  return async (request: Request, ...rest: Rest): Promise<Response> => {
    const begunAt = new Date();
    let caller: Caller | undefined;
    try {
      caller = await authenticator.authenticate(request.headers.get('authorization'));
      const { user } = caller;
      const answering = handler(request, caller, ...rest);
      // At once: an answer in one piece comes only with its end, and when its caller leaves before, a process that waits for
      // nothing may end with the call unbilled. What the handler throws is answered below.
      after(
        answering.then(
          ({ ended }) => ended?.then(() => afterReply(user.id, begunAt)),
          () => {},
        ),
      );
      return (await answering).response;
    } catch (error) {
      // The caller is told to wait until they have ended, and one of a dead function ends by nothing else.
      if (isForHolds(error)) recoverAfterAnswer();
      return errorAnswer(error, { path: new URL(request.url).pathname, caller });
    }
  };
}
