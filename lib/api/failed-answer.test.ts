import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { log } from '../log';
import { CREATED, chunk, delta, errorChunk, errorEvent, openStream, responseFailed } from './testing/stream';

describeOnDatabases('a stream', (db) => {
  const open = (options?: Parameters<typeof openStream>[1]) => openStream(db(), options);
  const NO_QUOTA = {
    code: 'insufficient_quota',
    message: 'You exceeded your current quota, check your plan.',
  };

  // The prompt was billed, the customer read of our plan, and the operator of nothing.
  it.each([
    ['chat', errorChunk({ ...NO_QUOTA, type: 'insufficient_quota' })],
    ['chat', errorChunk({ code: 402, message: 'Your plan has no credits.' })],
    ['responses', CREATED + errorEvent(NO_QUOTA)],
    ['responses', CREATED + errorEvent({ error: NO_QUOTA })],
    ['responses', CREATED + errorEvent({ error: NO_QUOTA }) + responseFailed(NO_QUOTA)],
    ['responses', CREATED + responseFailed(NO_QUOTA)],
  ] as const)('that is refused because of our account is billed to nobody: %s %j', async (api, events) => {
    const [error, warn] = [vi.spyOn(log, 'error'), vi.spyOn(log, 'warn')];
    const { response, ended, isVoided, send, end, bill } = await open({ api });
    send(events);
    end();
    const text = await response.text();
    expect(text.match(/"code":"upstream_unavailable"/g)).toHaveLength(1);
    expect(text).not.toContain('plan');
    await ended;
    expect(isVoided?.()).toBe(true);
    expect(await bill()).toEqual([]);
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'upstream_unavailable' }),
      'a model call failed',
    );
    expect(warn).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it.each([
    ['chat', errorChunk({ code: 'context_length_exceeded', message: 'Too long.' })],
    ['chat', errorChunk({ code: 429, message: 'Too often.' })],
    ['chat', errorChunk({ code: null, type: 'invalid_request_error', message: 'Too hot.' })],
    ['responses', CREATED + errorEvent({ code: 'rate_limit_exceeded', message: 'Too often.' })],
    ['responses', CREATED + responseFailed({ code: 'invalid_prompt', message: 'Flagged.' })],
  ] as const)('that is refused in its first words is billed to nobody: %s %j', async (api, events) => {
    const warn = vi.spyOn(log, 'warn');
    const { response, send, end, bill } = await open({ api });
    send(events);
    end();
    expect(await response.text()).toBe(events);
    expect(await bill()).toEqual([]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.anything(), 'a model call was refused');
    vi.restoreAllMocks();
  });

  it.each([
    ['chat', chunk('one') + errorChunk({ code: 429, message: 'Too often.' }), 1],
    ['chat', errorChunk({ code: 'server_error', message: 'Oh no.' }), 0],
    ['responses', delta('one') + errorEvent(NO_QUOTA), 1],
    ['chat', errorChunk({ code: 429, message: 'Too often.' }) + chunk('one'), 1],
    ['responses', errorEvent(NO_QUOTA) + responseFailed(NO_QUOTA, { input_tokens: 3, output_tokens: 2 }), 2],
    // It may have been the caller who wrote so.
    ['chat', errorChunk({ code: null, message: 'No “spending limit” here.' }), 0],
  ] as const)('that fails otherwise is billed as failed: %s %j', async (api, events, outputTokens) => {
    const { response, isVoided, send, end, bill } = await open({ api });
    send(events);
    end();
    expect(await response.text()).not.toContain('plan');
    expect(await bill()).toMatchObject([{ outcome: 'failed', uncachedTokens: 3, outputTokens }]);
    expect(isVoided?.()).toBe(false);
  });
});
