import { firstCharacters } from '../first-characters';
import { isObject, objectAt, textAt } from '../json';
import { log } from '../log';
import { isFlaggedPrompt } from '../models/flagged-prompt';
import { withoutSecrets } from '../models/openai-client';
import { ApiError } from './errors';
import { asText } from './rest-of';

/** Codes by which OpenAI speaks of our account. They are for the operator. */
const OUR_ACCOUNT = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
  'account_deactivated',
]);
/** As OpenRouter and DeepSeek say it. */
const NO_CREDIT = 402;
/** FastAPI repeats what was sent. */
const LONGEST_REASON = 2_000;

/**
 * What upstream refused a request with, for the caller: its status and its words, without anything that tells of our
 * key, organisation or address.
 */
export function upstreamRefusal(status: number, headers: Headers, body: unknown): ApiError {
  const said = errorIn(body);
  const error = isObject(said) ? said : {};
  const code = textAt(error, 'code');
  const ofOurAccount = isFlaggedPrompt(status, error) ? undefined : aboutOurAccount(status, code);
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
    return value === undefined ? undefined : withoutSecrets(value);
  };
  return new ApiError(
    status,
    word('code') ?? 'upstream_error',
    reasonOf(said),
    word('param') ?? null,
    word('type') ?? (status < 500 ? 'invalid_request_error' : 'server_error'),
    retryAfter ? { 'retry-after': retryAfter } : {},
  );
}

function errorIn(body: unknown): unknown {
  // Gemini's OpenAI-compatible API answers a list of one.
  const [first]: unknown[] = Array.isArray(body) ? body : [body];
  return isObject(first) && (isObject(first.error) || typeof first.error === 'string') ? first.error : first;
}

/** OpenAI says it as `message`, LM Studio as the error itself, and FastAPI as `detail`, which may be a list. */
function reasonOf(error: unknown): string {
  const reason = withoutSecrets(asText(isObject(error) ? (error.message ?? error.detail) : error));
  if (reason === '') return 'The model’s server gave no reason.';
  const told = firstCharacters(reason, LONGEST_REASON);
  return told === reason ? reason : `${told}…`;
}

/** For which every customer is refused, until the operator has seen to it. */
function aboutOurAccount(status: number, code: string | undefined): ApiError | undefined {
  const refusal = (ourCode: string, message: string) =>
    new ApiError(status, ourCode, message, null, 'server_error', { 'x-should-retry': 'false' });
  if (status === 401 || status === 403) {
    const message =
      'The model’s server refused our own key; yours is right. The operator of this site has to look at it.';
    return refusal('upstream_refused_key', message);
  }
  if (status === NO_CREDIT || (code !== undefined && OUR_ACCOUNT.has(code))) {
    const message =
      'The model’s server has stopped serving this site. The operator of this site has to look at it.';
    return refusal('upstream_unavailable', message);
  }
  return undefined;
}

/** There was no answer, or none that makes sense. */
export function upstreamBroken(message: string): ApiError {
  return new ApiError(502, 'upstream_failed', message);
}

/** What upstream said in mid-stream that went wrong, for the log: the kind, never the text. */
export function kindOfError(error: unknown): string {
  if (error instanceof Error) return error.name;
  return isObject(error)
    ? (textAt(error, 'code') ?? textAt(objectAt(error, 'error'), 'code') ?? 'unknown')
    : 'unknown';
}
