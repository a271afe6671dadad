import { describe, expect, it } from 'vitest';
import { AllowanceExceededError } from '@/lib/metering/errors';
import { picoUsd } from '@/lib/money';
import { ChatError, readErrorResponse, toChatError } from './chat-error';

describe('readErrorResponse', () => {
  it('keeps the sentence, the code and what comes with it', async () => {
    const limitPico = picoUsd(100_000_000_000n);
    const used = new AllowanceExceededError({
      reason: 'used up',
      usedPico: limitPico,
      limitPico,
      resetsAt: new Date(0),
    });
    const body = { error: { ...used.details, code: used.code, message: used.message } };

    const refusal = await readErrorResponse(Response.json(body, { status: 402 }));

    expect(refusal.code).toBe('allowance_exceeded');
    expect(refusal.message).toBe(used.message);
    expect(refusal.details).toEqual({
      usedUsd: '$0.10',
      limitUsd: '$0.10',
      resetsAt: '1970-01-01T00:00:00.000Z',
    });
  });

  it.each([
    ['a proxy’s page', '<html>Bad gateway</html>'],
    ['nothing', ''],
    ['JSON of another shape', '{"detail":"no"}'],
  ])('has a sentence for %s', async (_, body) => {
    const refusal = await readErrorResponse(new Response(body, { status: 502 }));
    expect(refusal.code).toBe('http_502');
    expect(refusal.message).toContain('status 502');
  });

  it.each([
    [402, 'refused'],
    [413, 'refused'],
    [500, 'unclear'],
    [503, 'unclear'],
  ])('tells of a fault of the server that it may have the message: %i, %s', async (status, sent) => {
    expect((await readErrorResponse(new Response('', { status }))).sent).toBe(sent);
  });
});

describe('toChatError', () => {
  it('leaves a refusal as it is', () => {
    const refusal = new ChatError('unknown_model', 'There is no such model.', 'refused');
    expect(toChatError(refusal)).toBe(refusal);
  });

  it('knows a stream that broke from one that the server ended with a sentence', () => {
    expect(toChatError(new TypeError('network error')).code).toBe('connection_lost');
    expect(toChatError(new Error('The model is overloaded.'))).toMatchObject({
      code: 'reply_failed',
      message: 'The model is overloaded.',
      sent: 'taken',
    });
  });
});
