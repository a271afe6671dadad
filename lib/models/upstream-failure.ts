import { APICallError } from '@ai-sdk/provider';
import { RetryError, ToolChoiceViolationError } from 'ai';
import { isDatabaseError } from '../db/errors';
import { AppError } from '../errors';
import { isObject, textAt } from '../json';
import { log } from '../log';
import { askedWaitMs } from './asked-wait';
import { isFlaggedPrompt } from './flagged-prompt';
import { aboutOurAccount } from './our-account';
import { errorIn } from './refusal-in-answer';

/** The model's server could not be reached, refused, or broke off. */
export class UpstreamError extends AppError {
  constructor(
    status: 502 | 503 | 504,
    code: string,
    message: string,
    details?: Record<string, string | number>,
  ) {
    super(status, code, message, details);
  }
}

const DEFAULT_WAIT_SECONDS = 20;
/** Of undici: the answer did not begin, or fell silent. */
const NETWORK_TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/**
 * Turns what a model call threw into an error for the person who chats, and tells the operator in the log what was
 * behind it: the status, the kind and the place, never the request, the key or the text. An error of ours, or of the
 * database, is no fault of upstream's, and given back as it is; but where we refuse another try, what made the first one fail
 * is told: that may be billed, so the message is not one that was refused.
 */
export function explainUpstreamError(thrown: unknown): Error {
  const error = RetryError.isInstance(thrown) ? toldOf(thrown) : thrown;
  if (error instanceof AppError || isDatabaseError(error)) return error;
  const explained = explain(error);
  const told = { code: explained.code, ...upstreamsOwn(error), error: kindOf(error) };
  if (isFlagged(error) || isTooLong(error)) log.warn(told, 'a model call was refused');
  else log.error(told, 'a model call failed');
  return explained;
}

function toldOf({ errors, lastError }: RetryError): unknown {
  const isRefused = lastError instanceof AppError;
  return (isRefused && errors.find((error) => !(error instanceof AppError))) || lastError;
}

/** By what upstream itself calls it. */
function upstreamsOwn(error: unknown): { upstreamStatus?: number; upstreamCode?: string } {
  if (!APICallError.isInstance(error)) return {};
  const said = saidBy(error);
  return {
    upstreamStatus: error.statusCode,
    upstreamCode: isObject(said) ? textAt(said, 'code') : undefined,
  };
}

/** The error that its body has; a body that is no JSON, as it is. */
function saidBy({ responseBody }: APICallError): unknown {
  try {
    return errorIn(JSON.parse(responseBody ?? ''));
  } catch {
    return responseBody;
  }
}

function isFlagged(error: unknown): boolean {
  return APICallError.isInstance(error) && isFlaggedPrompt(error.statusCode, saidBy(error));
}

/** In the words of OpenAI and of vLLM. Our own count let it pass: of files and images it is a guess. */
function isTooLong(error: unknown): boolean {
  if (!APICallError.isInstance(error) || error.statusCode !== 400) return false;
  return /context_length_exceeded|maximum context length/.test(error.responseBody ?? '');
}

/** The names, codes and places along the causes. Not the messages: they repeat keys, and what was said. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? ` ${error.code}` : '';
  const place = /^ +at .+$/m.exec(error.stack ?? '')?.[0].trim();
  return `${error.name}${code} ${place ?? ''}${error.cause ? ` < ${kindOf(error.cause)}` : ''}`;
}

function explain(error: unknown): UpstreamError {
  if (isTimeout(error)) {
    return new UpstreamError(504, 'upstream_timeout', 'The model took too long to answer. Try again.');
  }
  if (ToolChoiceViolationError.isInstance(error)) {
    return new UpstreamError(
      502,
      'upstream_no_answer',
      'The model asked for another tool where it was to answer. Ask for less at once, or choose another model.',
    );
  }
  if (!APICallError.isInstance(error) || error.statusCode === undefined) return explainBroken(error);
  const { statusCode } = error;
  const ofOurAccount = aboutOurAccount(statusCode, saidBy(error));
  if (ofOurAccount === 'no credit') {
    return new UpstreamError(
      502,
      'upstream_unavailable',
      'The model’s server has stopped serving this site. The operator of this site has to look at it.',
    );
  }
  if (ofOurAccount === 'wrong key') {
    return new UpstreamError(
      502,
      'upstream_refused_key',
      'The model’s server refused our key. The operator of this site has to look at OPENAI_API_KEY.',
    );
  }
  if (statusCode === 404) {
    return new UpstreamError(
      502,
      'upstream_no_model',
      'The model’s server doesn’t have this model. Choose another one.',
    );
  }
  if (statusCode === 429) {
    const askedSeconds = Math.ceil(askedWaitMs(error.responseHeaders) / 1000);
    const retryAfterSeconds = askedSeconds > 0 ? askedSeconds : DEFAULT_WAIT_SECONDS;
    return new UpstreamError(503, 'upstream_busy', 'The model is busy right now. Try again in a moment.', {
      retryAfterSeconds,
    });
  }
  if (statusCode >= 500) {
    return new UpstreamError(
      502,
      'upstream_failed',
      'The model’s server had an error. Try again in a moment.',
    );
  }
  if (isTooLong(error)) {
    return new UpstreamError(
      502,
      'upstream_too_long',
      'This is more than the model takes at once. Leave out a file, begin a new chat, or choose a model with a larger context.',
    );
  }
  if (statusCode >= 400) {
    return new UpstreamError(
      502,
      'upstream_refused',
      'The model’s server refused this request. Try another model, or say it differently.',
    );
  }
  return explainBroken(error);
}

function explainBroken(error: unknown): UpstreamError {
  if (error instanceof TypeError || APICallError.isInstance(error)) {
    return new UpstreamError(
      502,
      'upstream_unreachable',
      'The model’s server can’t be reached, or its answer makes no sense. Try again.',
    );
  }
  return new UpstreamError(
    502,
    'upstream_broke_off',
    'The reply broke off. Try again: you pay for the prompt and for what arrived.',
  );
}

/** Ours, or the network's, which may be the cause of what the SDK makes of it. */
function isTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isOfNetwork = 'code' in error && NETWORK_TIMEOUTS.has(String(error.code));
  return error.name === 'TimeoutError' || isOfNetwork || isTimeout(error.cause);
}
