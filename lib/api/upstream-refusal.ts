import { firstCharacters } from '../first-characters';
import { isObject, type JsonObject, objectsAt, textAt } from '../json';
import { log } from '../log';
import { isFlaggedPrompt } from '../models/flagged-prompt';
import { withoutSecrets } from '../models/openai-client';
import { errorIn, OUR_ACCOUNT } from '../models/refusal-in-answer';
import { ApiError } from './errors';
import { asText } from './rest-of';

/** As OpenRouter and DeepSeek say it. */
const NO_CREDIT = 402;
/** As xAI and SiliconFlow say it, under statuses that have other meanings. */
const SAYS_NO_CREDIT = /used all available credits|spending limit|insufficient (?:credits|balance)/i;
/** As xAI and Gemini say it, with the status of a request that is wrong. */
const SAYS_WRONG_KEY = /^(?:(?:incorrect|invalid) api key|api key not valid)/i;
/** These may repeat what was sent, so that their words prove nothing; 502 stands for an error that named no status. */
const REPEATING = [400, 422, 502];
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
  const isFlagged = isFlaggedPrompt(status, said);
  const ofOurAccount = isFlagged ? undefined : aboutOurAccount(status, said);
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
    isFlagged ? reasonOf(said).replace(OUR_TEAM, '') : reasonOf(said),
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

/** OpenAI says it as `message`, LM Studio as the error itself, and FastAPI as `detail`, which may be a list. */
function wordsOf(said: unknown): string {
  return asText(isObject(said) ? (said.message ?? said.detail) : said);
}

function aboutOurAccount(status: number, said: unknown): OurAccountError | undefined {
  const error = isObject(said) ? said : {};
  const words = wordsOf(said);
  const saysNoCredit = !REPEATING.includes(status) && SAYS_NO_CREDIT.test(words);
  if (status === NO_CREDIT || OUR_ACCOUNT.has(textAt(error, 'code') ?? '') || saysNoCredit) {
    return new OurAccountError(
      status,
      'upstream_unavailable',
      'The model’s server has stopped serving this site.',
    );
  }
  if (status === 401 || status === 403 || (status === 400 && saysWrongKey(words, error))) {
    return new OurAccountError(
      status,
      'upstream_refused_key',
      'The model’s server refused our own key; yours is right.',
    );
  }
  return undefined;
}

function saysWrongKey(words: string, error: JsonObject): boolean {
  // Gemini has it in the details, too.
  const isInDetails = objectsAt(error, 'details').some(({ reason }) => reason === 'API_KEY_INVALID');
  return isInDetails || SAYS_WRONG_KEY.test(words);
}

/** There was no answer, or none that makes sense. */
export function upstreamBroken(message: string): ApiError {
  return new ApiError(502, 'upstream_failed', message);
}
