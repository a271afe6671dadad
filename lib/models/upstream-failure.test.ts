import { APICallError } from '@ai-sdk/provider';
import { RetryError } from 'ai';
import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it, vi } from 'vitest';
import { NotFoundError } from '../errors';
import { log } from '../log';
import { changedCallError } from './changed-call-error';
import { explainUpstreamError } from './upstream-failure';

function refusal(
  statusCode: number | undefined,
  responseHeaders: Record<string, string> = {},
  responseBody?: string,
) {
  const message = 'Incorrect API key provided: sk-secret';
  return new APICallError({
    message,
    url: 'https://api.example',
    requestBodyValues: {},
    statusCode,
    responseHeaders,
    responseBody,
  });
}

/** As the SDK throws it, with what the network said as its cause. */
function networkTimeout(code: string) {
  const cause = Object.assign(new Error('It took too long.'), { code });
  return changedCallError(refusal(undefined), { cause });
}

describe('the explanation of a failed model call', () => {
  it.each([
    ['a wrong key', refusal(401), 502, 'upstream_refused_key'],
    ['a model that isn’t there', refusal(404), 502, 'upstream_no_model'],
    ['too many requests', refusal(429), 503, 'upstream_busy'],
    ['a request it doesn’t take', refusal(422), 502, 'upstream_refused'],
    ['an error of its own', refusal(500), 502, 'upstream_failed'],
    ['no connection', refusal(undefined), 502, 'upstream_unreachable'],
    [
      'no answer in time',
      Object.assign(new Error('late'), { name: 'TimeoutError' }),
      504,
      'upstream_timeout',
    ],
    ['no answer in the network’s time', networkTimeout('UND_ERR_HEADERS_TIMEOUT'), 504, 'upstream_timeout'],
    ['silence in the middle', networkTimeout('UND_ERR_BODY_TIMEOUT').cause, 504, 'upstream_timeout'],
    ['something unheard of', new Error('boom'), 502, 'upstream_broke_off'],
  ])('of %s has a status and a code of its own', (_, error, status, code) => {
    expect(explainUpstreamError(error)).toMatchObject({ status, code });
  });

  // A PDF of 36 pages was “refused”, to be said differently.
  it.each([
    '{"error":{"code":"context_length_exceeded","message":"Too long."}}',
    `{"message":"This model's maximum context length is 8192 tokens."}`,
  ])('of a prompt that is too long says so, and is no error of the operator’s: %s', (body) => {
    const [error, warn] = [vi.spyOn(log, 'error'), vi.spyOn(log, 'warn')];
    const explained = explainUpstreamError(refusal(400, {}, body));
    expect(explained).toMatchObject({ status: 502, code: 'upstream_too_long' });
    expect(warn).toHaveBeenCalledOnce();
    expect(error).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  // A reply that broke off is billed with its prompt: “only for what arrived” left that out.
  it('of a reply that broke off names all that is paid for', () => {
    expect(explainUpstreamError(new Error('boom')).message).toContain('for the prompt and for what arrived');
  });

  it('never repeats what the server said, which may name our key', () => {
    expect(explainUpstreamError(refusal(401)).message).not.toContain('sk-');
  });

  // Milliseconds and dates were told as 20 seconds.
  it.each([
    ['seconds', { 'retry-after': '7' }, 7],
    ['milliseconds', { 'retry-after-ms': '6200', 'retry-after': '60' }, 7],
    ['a date', { 'retry-after': new Date(7_000).toUTCString() }, 7],
    ['a date that has gone by', { 'retry-after': new Date(-7_000).toUTCString() }, 20],
    ['nothing', {}, 20],
  ])('passes on when to come back, said in %s', (_, headers, retryAfterSeconds) => {
    vi.useFakeTimers({ now: 0 });
    const explained = explainUpstreamError(refusal(429, headers));
    vi.useRealTimers();
    expect(explained).toMatchObject({ details: { retryAfterSeconds } });
  });

  // It was told as a wrong key of ours, and an error in the log.
  it.each([
    { error: { code: 403, message: 'Flagged.', metadata: { reasons: ['violence'] } } },
    // xAI’s
    { code: 'No permission', error: 'Content violates usage guidelines. Team: 16f2151a, Failed check: BIO' },
  ])('of a flagged prompt says so, and is no error of the operator’s: %j', (said) => {
    const [error, warn] = [vi.spyOn(log, 'error'), vi.spyOn(log, 'warn')];
    const explained = explainUpstreamError(refusal(403, {}, JSON.stringify(said)));
    expect(explained).toMatchObject({ code: 'upstream_refused' });
    expect(warn).toHaveBeenCalledOnce();
    expect(error).not.toHaveBeenCalled();
    expect(explainUpstreamError(refusal(403, {}, 'Forbidden'))).toMatchObject({
      code: 'upstream_refused_key',
    });
    vi.restoreAllMocks();
  });

  it('looks at the last of several tries', () => {
    const errors = [refusal(500), refusal(401)];
    const retries = new RetryError({ message: 'twice', reason: 'maxRetriesExceeded', errors });
    expect(explainUpstreamError(retries)).toMatchObject({ code: 'upstream_refused_key' });
  });

  it('tells what made another try necessary where we refused that', () => {
    const errors = [refusal(500), new NotFoundError('chat')];
    const retries = new RetryError({ message: 'not again', reason: 'errorNotRetryable', errors });
    expect(explainUpstreamError(retries)).toMatchObject({ code: 'upstream_failed' });
  });

  it.each([
    ['ours', new NotFoundError('chat')],
    ['the database’s', new DrizzleQueryError('select', [], new Error('no connection'))],
  ])('leaves an error of %s as it is', (_, error) => {
    expect(explainUpstreamError(error)).toBe(error);
  });
});
