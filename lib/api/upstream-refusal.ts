import { firstCharacters } from '../first-characters';
import { isObject, textAt } from '../json';
import { log } from '../log';
import { isFlaggedPrompt } from '../models/flagged-prompt';
import { withoutSecrets } from '../models/openai-client';
import { aboutOurAccount } from '../models/our-account';
import { errorIn, wordsOf } from '../models/refusal-in-answer';
import { ApiError } from './errors';

/** xAI goes on with our team and our key. */
const OUR_TEAM = /\s*Team: .*/s;
/** FastAPI repeats what was sent. */
const LONGEST_TOLD = 2_000;
/** As much is looked through for secrets: more than is told, since they are taken out of it. */
const LONGEST_READ = 4_000;
const LONGEST_SECRET = 200;

/** A refusal of us, not of the caller, in our words: every customer gets it, until the operator has seen to it. */
export class OurAccountError extends ApiError {
  constructor(status: number, code: string, whatHappened: string) {
    const message = `${whatHappened} The operator of this site has to look at it.`;
    super(status, code, message, { type: 'server_error', headers: { 'x-should-retry': 'false' } });
  }
}

/**
 * What upstream refused a request with, for the caller: its status and its words, without anything that tells of our
 * key, organisation or address; or an `OurAccountError`. The log has which.
 */
export function upstreamRefusal(status: number, headers: Headers, body: unknown): ApiError {
  const said = errorIn(body);
  const error = isObject(said) ? said : {};
  const code = textAt(error, 'code');
  const ofOurAccount = ourAccountError(status, said);
  if (ofOurAccount) {
    log.error({ code: ofOurAccount.code, upstreamStatus: status, upstreamCode: code }, 'a model call failed');
    return ofOurAccount;
  }
  log.warn({ upstreamStatus: status, upstreamCode: code }, 'a model call was refused');
  if (status < 400) {
    return upstreamBroken(
      'The model’s server sent us to another address, where we don’t go. Nothing was charged.',
    );
  }
  const retryAfter = headers.get('retry-after');
  const word = (key: string) => {
    const value = textAt(error, key);
    return value === undefined ? undefined : toldOf(value);
  };
  return new ApiError(
    status,
    word('code') ?? 'upstream_error',
    isFlaggedPrompt(status, said) ? reasonOf(said).replace(OUR_TEAM, '') : reasonOf(said),
    {
      param: word('param'),
      type: word('type'),
      headers: retryAfter ? { 'retry-after': retryAfter } : {},
    },
  );
}

function reasonOf(said: unknown): string {
  return toldOf(wordsOf(said)) || 'The model’s server gave no reason.';
}

/** The beginning of what upstream says, without what tells of us. */
function toldOf(text: string): string {
  const read = firstCharacters(text, LONGEST_READ);
  const cleared = withoutSecrets(read);
  // Half a secret, where it was cut, is recognised by nothing.
  const whole = read === text ? cleared : cleared.slice(0, -LONGEST_SECRET);
  const told = firstCharacters(whole, LONGEST_TOLD);
  return told === cleared ? told : `${told}…`;
}

function ourAccountError(status: number, said: unknown): OurAccountError | undefined {
  switch (aboutOurAccount(status, said)) {
    case 'no credit':
      return new OurAccountError(
        status,
        'upstream_unavailable',
        'The model’s server has stopped serving this site.',
      );
    case 'wrong key':
      return new OurAccountError(
        status,
        'upstream_refused_key',
        'The model’s server refused our own key; yours is right.',
      );
    case undefined:
      return undefined;
  }
}

/** There was no answer, or none that makes sense. */
export function upstreamBroken(message: string): ApiError {
  return new ApiError(502, 'upstream_failed', message);
}
