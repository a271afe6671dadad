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

  // The first was “busy right now”, for ever; of the others it was said to be the message's fault.
  it.each([
    [
      429,
      '{"error":{"code":"insufficient_quota","message":"You exceeded your quota."}}',
      'upstream_unavailable',
    ],
    [
      429,
      '{"type":"response.failed","response":{"error":{"code":"insufficient_quota"}}}',
      'upstream_unavailable',
    ],
    [402, '{"error":{"code":402,"message":"Insufficient credits"}}', 'upstream_unavailable'],
    [429, '{"error":"Your team has used all available credits."}', 'upstream_unavailable'],
    [
      400,
      '[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key."}}]',
      'upstream_refused_key',
    ],
    [400, '{"error":"Incorrect API key provided: xa***op."}', 'upstream_refused_key'],
  ])('of a fault of our account names the operator: %i %s', (status, body, code) => {
    const explained = explainUpstreamError(refusal(status, {}, body));
    expect(explained).toMatchObject({ status: 502, code });
    expect(explained.message).toContain('The operator of this site has to look at');
  });

  it('of a fault of our account tells the log in upstream’s code which', () => {
    const error = vi.spyOn(log, 'error');
    explainUpstreamError(refusal(429, {}, '{"error":{"code":"insufficient_quota"}}'));
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ upstreamStatus: 429, upstreamCode: 'insufficient_quota' }),
      'a model call failed',
    );
    vi.restoreAllMocks();
  });

  it('of a refused request is not taken for one of our account where upstream repeats what was sent', () => {
    const body = '{"error":{"message":"[{\\"input\\": \\"Invalid API key, insufficient credits\\"}]"}}';
    expect(explainUpstreamError(refusal(400, {}, body))).toMatchObject({ code: 'upstream_refused' });
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
