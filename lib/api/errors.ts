import type { Caller } from '../api-keys/authenticate';
import { AppError, BodyTooLargeError, type ContextLengthError, UnknownModelError } from '../errors';
import { formatCount } from '../format';
import { logRefusal, toAppError } from '../http';
import {
  AllowanceExceededError,
  KeyRateLimitError,
  KeySpendLimitError,
  PromptBeyondRateLimitError,
} from '../metering/errors';
import { rateLimitHeaders } from './rate-limit-headers';

/** When to ask again while other calls hold what is left: one of them may have ended by then. */
const HELD_RETRY_SECONDS = 2;

/** What an error of OpenAI's shape has besides its status, code and message. */
interface MoreOfError {
  /** The parameter that is wrong. */
  param?: string | null;
  type?: string;
  headers?: Record<string, string>;
}

/** A request that OpenAI would take and we don't, or that upstream refused. */
export class ApiError extends AppError {
  readonly param: string | null;
  readonly type: string;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: string,
    message: string,
    {
      param = null,
      type = status < 500 ? 'invalid_request_error' : 'server_error',
      headers = {},
    }: MoreOfError = {},
  ) {
    super(status, code, message);
    this.param = param;
    this.type = type;
    this.headers = headers;
  }
}

/** The prompt leaves no room for a reply. */
export class PromptTooLongError extends ApiError {
  /** @param param where the prompt is */
  constructor({ code, promptTokens, limitTokens }: ContextLengthError, param: string) {
    const message = `This prompt has at least ${formatCount(promptTokens)} tokens, and the model takes ${formatCount(limitTokens)} at most. Shorten it.`;
    super(400, code, message, { param });
  }
}

/** The caller left before the answer was there. Nobody reads this, but the log has it. */
export class CallerLeftError extends ApiError {
  constructor() {
    super(499, 'stopped', 'The call was stopped before its answer was there. You pay for the prompt.');
  }
}

/** A parameter that would cost what can't be metered, or reach what isn't the caller's. */
export class UnsupportedParameterError extends ApiError {
  constructor(param: string, message: string) {
    super(400, 'unsupported_parameter', message, { param });
  }
}

/** What was asked for, and by whom, where that is known. */
export interface Asked {
  path: string;
  caller?: Caller;
}

/**
 * The answer to a request that failed, in OpenAI's shape. The log has who was refused, and our own code.
 *
 * @param more to be sent besides the error's own headers, such as the id of a generation that is billed
 */
export function errorAnswer(thrown: unknown, { path, caller }: Asked, more = new Headers()): Response {
  const own = toAppError(thrown);
  logRefusal(own, { path, userId: caller?.user.id, apiKeyId: caller?.key.id });
  const error = asApiError(own);
  const { status, code, message, param, type } = error;
  const headers = { ...Object.fromEntries(more), ...error.headers };
  return Response.json({ error: { message, type, param, code } }, { status, headers });
}

/** Our own refusals under the codes that OpenAI has for the like. */
function asApiError(error: AppError): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof AllowanceExceededError || error instanceof KeySpendLimitError) {
    const { reason, keyRate } = error.shortfall;
    const rate = keyRate && rateLimitHeaders(keyRate);
    if (reason === 'held by others') {
      const headers = { 'retry-after': String(HELD_RETRY_SECONDS), ...rate };
      return new ApiError(429, 'rate_limit_exceeded', error.message, { type: 'requests', headers });
    }
    // OpenAI's clients try a 429 again by themselves, but this one lasts until the reset.
    const headers = {
      'x-should-retry': 'false',
      'x-quota-resets-at': String(error.details?.resetsAt),
      ...rate,
    };
    return new ApiError(429, 'insufficient_quota', error.message, { type: 'insufficient_quota', headers });
  }
  if (error instanceof KeyRateLimitError) {
    const { keyRate } = error;
    const headers = { 'retry-after': String(keyRate.window.secondsLeft), ...rateLimitHeaders(keyRate) };
    return new ApiError(429, 'rate_limit_exceeded', error.message, { type: error.limited, headers });
  }
  if (error instanceof PromptBeyondRateLimitError) {
    const headers = { 'x-should-retry': 'false', ...rateLimitHeaders(error.keyRate) };
    return new ApiError(429, 'rate_limit_exceeded', error.message, { type: 'tokens', headers });
  }
  if (error instanceof UnknownModelError) {
    const message = `There is no model “${error.model}” here. GET /v1/models lists those there are.`;
    return new ApiError(404, 'model_not_found', message, { param: 'model' });
  }
  if (error instanceof BodyTooLargeError) return new ApiError(413, 'request_too_large', error.message);
  const code = error.status === 400 ? 'invalid_request' : error.code;
  const retryAfter = error.details?.retryAfterSeconds;
  const headers: Record<string, string> = retryAfter ? { 'retry-after': String(retryAfter) } : {};
  return new ApiError(error.status, code, error.message, { headers });
}
