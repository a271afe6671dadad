import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { streamText } from 'ai';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, clientsOf, meteringOf, newUser, settled } from '@/tests/support/metering';
import { explainUpstreamError } from '../models/upstream-failure';
import { meteredModel } from './metered-model';

const REFUSAL = { type: 'error', error: { message: 'Too often.', code: 'rate_limit_exceeded' } } as const;
const FAILURE = { type: 'error', error: { message: 'Oh no.', code: 'server_error' } } as const;
const THOUGHT = { type: 'reasoning-start', id: '0' } as const;
const WORD = { type: 'text-delta', id: '1', delta: 'one' } as const;
const finishWith = (outputTokens: number | undefined): LanguageModelV4StreamPart => ({
  type: 'finish',
  finishReason: { unified: 'error', raw: undefined },
  usage: {
    inputTokens: {
      total: outputTokens && 3,
      noCache: undefined,
      cacheRead: undefined,
      cacheWrite: undefined,
    },
    outputTokens: { total: outputTokens, text: undefined, reasoning: undefined },
  },
});
const NO_USAGE = finishWith(undefined);

describeOnDatabases('a stream', (db) => {
  /** Reads such a stream to its end. @param breaksOff whether the connection breaks after these parts */
  async function read(parts: LanguageModelV4StreamPart[], breaksOff = false) {
    const userId = await newUser(db());
    const { compatible } = clientsOf('http://127.0.0.1/v1');
    const model = meteredModel(
      {
        unmetered: {
          specificationVersion: compatible.specificationVersion,
          provider: compatible.provider,
          modelId: compatible.modelId,
          supportedUrls: compatible.supportedUrls,
          doGenerate: compatible.doGenerate.bind(compatible),
          async doStream() {
            const left = [...parts];
            return {
              stream: new ReadableStream({
                pull(reader) {
                  const part = left.shift();
                  if (part) reader.enqueue(part);
                  else if (breaksOff) reader.error(new TypeError('terminated'));
                  else reader.close();
                },
              }),
            };
          },
        },
      },
      meteringOf(db()),
      callOf(userId),
    );
    const errors: unknown[] = [];
    const reply = streamText({ model, prompt: 'Hello!', onError: ({ error }) => void errors.push(error) });
    await reply.consumeStream();
    return { ...(await settled(db(), userId)), errors };
  }

  // It was billed for its prompt, and the person was told that the reply had broken off.
  it.each([false, true])(
    'that begins with a refusal is billed to nobody, and told as one (breaks off: %s)',
    async (breaksOff) => {
      const { calls, entries, balance, errors } = await read(
        breaksOff ? [REFUSAL] : [REFUSAL, NO_USAGE],
        breaksOff,
      );
      expect(calls).toMatchObject([{ state: 'voided' }]);
      expect([entries, balance?.heldPico]).toEqual([[], 0n]);
      expect(explainUpstreamError(errors[0])).toMatchObject({ code: 'upstream_busy' });
    },
  );

  // An image that was too large was billed, twice; and a prompt that OpenRouter had flagged was told as a wrong key of ours.
  it.each([
    [{ message: 'No.', code: 'image_too_large' }, 'upstream_refused'],
    [{ message: 'Flagged.', code: 403 }, 'upstream_refused'],
    [{ message: 'No.', type: 'permission_error' }, 'upstream_refused'],
    [{ message: 'No.', code: 'model_not_found' }, 'upstream_no_model'],
  ])('that begins with %j is billed to nobody, and told as %s', async (error, code) => {
    const { calls, entries, errors } = await read([{ type: 'error', error }, NO_USAGE]);
    expect([calls, entries]).toMatchObject([[{ state: 'voided' }], []]);
    expect(explainUpstreamError(errors[0])).toMatchObject({ code });
  });

  it.each([
    ['fails', [FAILURE, NO_USAGE], 0],
    ['is refused after the model has begun to think', [THOUGHT, REFUSAL, NO_USAGE], 0],
    ['is refused after its first word', [WORD, REFUSAL, NO_USAGE], 1],
    ['goes on after a refusal', [REFUSAL, WORD, NO_USAGE], 1],
    ['is refused after another error', [FAILURE, REFUSAL, NO_USAGE], 0],
    ['is refused, and says that something was used', [REFUSAL, finishWith(2)], 2],
  ] as const)('that %s is billed as failed', async (_, parts, outputTokens) => {
    const { entries } = await read([...parts]);
    expect(entries).toMatchObject([{ outcome: 'failed', outputTokens }]);
  });
});
