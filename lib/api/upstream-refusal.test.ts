import { afterEach, describe, expect, it, vi } from 'vitest';
import { log } from '../log';
import { postUnmetered } from '../models/openai-client';
import { upstreamRefusal } from './upstream-refusal';

const answers: Response[] = [];
vi.mock('../models/upstream', () => ({
  upstream: {
    provider: 'compatible',
    baseUrl: 'https://models.example/v1',
    apiKey: 'the-key-of-this-site',
    fetch: async () => answers.shift(),
  },
}));

const CONSOLE = 'https://console.x.ai';
const REFUSED_KEY = 'upstream_refused_key';
const refuse = (status: number, error: object | string = {}) =>
  upstreamRefusal(status, new Headers(), { error });

describe('a refusal of upstream', () => {
  const [error, warn] = [vi.spyOn(log, 'error'), vi.spyOn(log, 'warn')];
  afterEach(() => vi.clearAllMocks());

  // The operator looks for errors, and a key that is refused stops every customer.
  it.each([
    [401, {}, 'upstream_refused_key'],
    [403, {}, 'upstream_refused_key'],
    [402, { message: 'Insufficient Balance' }, 'upstream_unavailable'],
    [429, { code: 'insufficient_quota' }, 'upstream_unavailable'],
    [400, { code: 'billing_not_active' }, 'upstream_unavailable'],
    // xAI’s and Gemini’s: the customer read that the own key is wrong, or is to buy credits.
    [400, `Incorrect API key provided: xa***op. You can obtain an API key from ${CONSOLE}.`, REFUSED_KEY],
    [400, { code: 400, message: 'API key not valid. Please pass a valid API key.' }, REFUSED_KEY],
    [400, { code: 400, message: 'No.', details: [{ reason: 'API_KEY_INVALID' }] }, REFUSED_KEY],
    [
      429,
      'Your team 16f2151a-0000-4000-8000-000000000000 has either used all available credits or reached its monthly spending limit.',
      'upstream_unavailable',
    ],
    [403, { message: 'Sorry, your account balance is insufficient balance' }, 'upstream_unavailable'],
  ])('of our own account is an error in the log: %i %j', (status, said, code) => {
    expect(refuse(status, said)).toMatchObject({ status, code, headers: { 'x-should-retry': 'false' } });
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code, upstreamStatus: status }),
      'a model call failed',
    );
    expect(warn).not.toHaveBeenCalled();
  });

  it('is not believed to be of our account where upstream repeats what was sent', () => {
    const message = '[{"input": "Invalid API key, spending limit, insufficient credits"}]';
    expect(refuse(400, { message })).toMatchObject({ code: 'upstream_error', message });
    expect(error).not.toHaveBeenCalled();
  });

  it('of the caller’s request is a warning, and passed on in upstream’s words', () => {
    const said = { code: 'bad_temperature', message: 'It is too hot.', param: 'temperature' };
    expect(refuse(400, said)).toMatchObject({ status: 400, ...said });
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      { upstreamStatus: 400, upstreamCode: 'bad_temperature' },
      'a model call was refused',
    );
    expect(error).not.toHaveBeenCalled();
  });

  // The customer read that our key is wrong, and the operator found an error for every one of them.
  it.each([
    { code: 403, metadata: { reasons: ['violence'], flagged_input: 'I …' } },
    { code: 403, metadata: { flagged_input: 'I …' } },
    { code: 'content_policy_violation' },
  ])('of a flagged prompt is a refusal of the caller’s request: %j', (said) => {
    const message = 'Your chosen model requires moderation and your input was flagged.';
    const code = said.code === 403 ? 'upstream_error' : said.code;
    expect(refuse(403, { ...said, message })).toMatchObject({ status: 403, code, message, headers: {} });
    expect(warn).toHaveBeenCalledOnce();
    expect(error).not.toHaveBeenCalled();
  });

  // xAI’s: it was told as a wrong key of ours.
  it('of a flagged prompt tells nothing of our team and key', () => {
    const said =
      'Content violates usage guidelines. Team: 16f2151a-0000-4000-8000-000000000000, API key ID: k-1, Failed check: BIO';
    expect(refuse(403, said)).toMatchObject({
      status: 403,
      message: 'Content violates usage guidelines.',
      headers: {},
    });
    expect(warn).toHaveBeenCalledOnce();
    expect(error).not.toHaveBeenCalled();
  });
});

describe('the reason that upstream gives', () => {
  async function reasonIn(body: string, contentType = 'application/json'): Promise<string> {
    answers.push(new Response(body, { status: 400, headers: { 'content-type': contentType } }));
    const answer = await postUnmetered('/chat/completions', {}, new AbortController().signal);
    if (answer.ok) throw new Error('It was not refused.');
    return upstreamRefusal(answer.status, answer.headers, answer.error).message;
  }
  const NONE = 'The model’s server gave no reason.';

  // Of these, only the first was passed on.
  it.each([
    ['as OpenAI says it', '{"error":{"message":"Too hot."}}', 'Too hot.'],
    ['as the error itself (LM Studio)', '{"error":"Too hot."}', 'Too hot.'],
    ['as a detail (FastAPI)', '{"detail":"Too hot."}', 'Too hot.'],
    [
      'as a list of details',
      '{"detail":[{"loc":["body"],"msg":"Too hot."}]}',
      '[{"loc":["body"],"msg":"Too hot."}]',
    ],
    ['in a message that is no text (Mistral)', '{"message":{"detail":"Too hot."}}', '{"detail":"Too hot."}'],
    ['as the error beside its code (xAI)', '{"code":"Bad","error":"Too hot."}', 'Too hot.'],
    ['in a list (Gemini)', '[{"error":{"code":400,"message":"Too hot."}}]', 'Too hot.'],
    ['in plain text', 'Too hot.', 'Too hot.'],
  ])('is passed on %s', async (_, body, reason) => {
    expect(await reasonIn(body)).toBe(reason);
  });

  it.each([
    '{"error":"Ask models.example as the-key-of-this-site."}',
    'Ask models.example as the-key-of-this-site.',
  ])('tells nothing of our account: %j', async (body) => {
    expect(await reasonIn(body)).toBe('Ask […] as […].');
  });

  it('is cut where it becomes long', async () => {
    expect(await reasonIn('a'.repeat(10_000))).toBe(`${'a'.repeat(2_000)}…`);
  });

  // All of it was searched for secrets, and FastAPI may repeat megabytes.
  it('is looked through no further than is needed, and has no half of a secret where that ends', async () => {
    const reason = await reasonIn('the-key-of-this-site '.repeat(1_000));
    expect(reason).toMatch(/^(?:\[…\] )+\[?…+$/);
    expect(reason.length).toBeLessThan(1_000);
  });

  // They were passed on in any length.
  it.each(['code', 'param', 'type'] as const)('is cut, too, where its %s becomes long', (key) => {
    expect(refuse(400, { [key]: 'a'.repeat(10_000) })).toMatchObject({ [key]: `${'a'.repeat(2_000)}…` });
  });

  it.each([
    ['an empty body', '', 'text/plain'],
    ['an empty object', '{}', 'application/json'],
    ['a web page', '<html>Bad Request</html>', 'text/html'],
    ['a web page that isn’t called one', '<!doctype html>', 'text/plain'],
  ])('is none in %s', async (_, body, contentType) => {
    expect(await reasonIn(body, contentType)).toBe(NONE);
  });
});
