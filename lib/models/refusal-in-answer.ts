import { asText, isObject, objectAt, textAt } from '../json';

/** Codes by which OpenAI speaks of our account. They are for the operator. */
export const OUR_ACCOUNT = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
  'account_deactivated',
]);
/** By its code or its type: the status that a refusal would have had. */
const REFUSALS = [
  [/^(?:invalid_api_key|authentication)/, 401],
  [/^(?:insufficient_quota|rate_limit)/, 429],
  [/^permission/, 403],
  [/^(?:model_)?not_found/, 404],
  // With all that OpenAI's Responses has against what was sent: its images, and what it says.
  [
    /^(?:invalid|bad_request|context_length|image_|unsupported_|empty_image|failed_to_download|data_residency)|_policy/,
    400,
  ],
] as const;
/** Of an error that is no refusal. */
const FAILED = 502;

/** The error that a body or an event has, as an object or in mere words; or the body itself. */
export function errorIn(body: unknown): unknown {
  // Gemini's OpenAI-compatible API answers a list of one.
  const [first]: unknown[] = Array.isArray(body) ? body : [body];
  if (!isObject(first)) return first;
  // In Responses, a response that failed has it.
  const errors = [first.error, objectAt(first, 'response').error];
  return errors.find((error) => isObject(error) || typeof error === 'string') ?? first;
}

/** What an error says. OpenAI has it as `message`, LM Studio as the error itself, and FastAPI as `detail`, which may be a list. */
export function wordsOf(said: unknown): string {
  return asText(isObject(said) ? (said.message ?? said.detail) : said);
}

/** The status that an error in an answer of status 200 would have had. @param said what came, or the error within */
export function statusOf(said: unknown): number {
  const inner = errorIn(said);
  const error = isObject(inner) ? inner : {};
  // OpenRouter's and vLLM's codes are statuses.
  const code = Number(error.code);
  if (Number.isInteger(code) && code >= 400 && code <= 599) return code;
  const words = [textAt(error, 'code') ?? '', textAt(error, 'type') ?? ''];
  return REFUSALS.find(([start]) => words.some((word) => start.test(word)))?.[1] ?? FAILED;
}

/**
 * Whether upstream refuses by such an error, rather than to have failed at what it had begun. Nothing is charged then, if
 * nothing else has come. @param said what came, or the error within
 */
export function isRefusal(said: unknown): boolean {
  const inner = errorIn(said);
  const code = isObject(inner) ? textAt(inner, 'code') : undefined;
  return statusOf(said) < 500 || OUR_ACCOUNT.has(code ?? '');
}
