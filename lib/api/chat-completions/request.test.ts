import { describe, expect, it } from 'vitest';
import { catalogModelById } from '@/lib/models/catalog-by-id';
import { chatRequest, refuseUnmeterableChat, upstreamRequest, wantedOutput } from './request';

const chat = (body: object) =>
  chatRequest.parse({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...body });

const [openai, compatible] = [catalogModelById('m', 'openai'), catalogModelById('m', 'compatible')];

// It was not said, though docs/api.md promises it.
it('a request is never stored at OpenAI', () => {
  expect(upstreamRequest(chat({}), openai, 10)).toMatchObject({ store: false });
  expect(upstreamRequest(chat({}), compatible, 10)).not.toHaveProperty('store');
});

// xAI answered with an id, and wrote, and charged for, what nobody counted.
it('a request may not be answered later', () => {
  expect(() => refuseUnmeterableChat(chat({ deferred: true }))).toThrow(
    expect.objectContaining({ status: 400, param: 'deferred' }),
  );
  refuseUnmeterableChat(chat({ deferred: false }));
});

// Servers in Go read it so.
it('a request may not be answered later by other letters either', () => {
  expect(() => refuseUnmeterableChat(chat({ Deferred: true }))).toThrow(
    expect.objectContaining({ status: 400, param: 'Deferred' }),
  );
});

describe('the output limit of a request', () => {
  it('is the lower one when there are two', () => {
    expect(wantedOutput(chat({ max_tokens: 20, max_completion_tokens: 10 }))).toBe(10);
    expect(wantedOutput(chat({}))).toBeUndefined();
  });

  // OpenAI's reasoning models refuse the old name, also behind another address.
  it.each([
    ['gpt-5.4-mini', 'max_completion_tokens'],
    ['o3-2025-04-16', 'max_completion_tokens'],
    ['gpt-4o', 'max_tokens'],
    ['gpt-oss:20b', 'max_tokens'],
    ['deepseek-r1', 'max_tokens'],
  ])('goes to %s at a compatible server as %s', (id, name) => {
    const sent = upstreamRequest(chat({}), catalogModelById(id, 'compatible'), 10);
    expect(sent).toMatchObject({ [name]: 10 });
    expect(Object.keys(sent).filter((key) => key.startsWith('max_'))).toEqual([name]);
  });

  // It went under the caller's name, which they refuse.
  it.each([{ max_tokens: 20 }, { max_tokens: 20, max_completion_tokens: 30 }])(
    'goes to a compatible server under the name that a model of OpenAI’s takes, and no other: %j',
    (limits) => {
      const sent = upstreamRequest(chat(limits), catalogModelById('gpt-5.4-mini', 'compatible'), 10);
      expect(sent).toMatchObject({ max_completion_tokens: 10 });
      expect(sent).not.toHaveProperty('max_tokens');
    },
  );

  it('goes to a deployment under the name that the model it serves takes', () => {
    const deployment = { ...catalogModelById('prod-gpt', 'compatible'), servedAs: 'gpt-5.4' };
    expect(upstreamRequest(chat({}), deployment, 10)).toMatchObject({ max_completion_tokens: 10 });
  });

  // Ollama and llama-cpp-python take no notice of the new name, and replied without a limit.
  it.each([
    { max_completion_tokens: 1 },
    { max_tokens: 20, max_completion_tokens: 1 },
    { max_tokens: null, max_completion_tokens: 1 },
  ])('goes to a compatible server under the name it knows, and no other: %j', (limits) => {
    const sent = upstreamRequest(chat(limits), compatible, 1);
    expect(sent).toMatchObject({ max_tokens: 1 });
    expect(sent).not.toHaveProperty('max_completion_tokens');
  });

  it('goes to OpenAI under the caller’s name, or else the new one', () => {
    expect(upstreamRequest(chat({ max_tokens: 20 }), openai, 10)).toMatchObject({ max_tokens: 10 });
    expect(upstreamRequest(chat({}), openai, 10)).toMatchObject({ max_completion_tokens: 10 });
  });

  it('leaves everything else of the request as it is, but asks a stream for its usage', () => {
    const body = {
      seed: 7,
      something_new: { a: [1] },
      stream: true,
      stream_options: { include_obfuscation: false },
    };
    expect(upstreamRequest(chat(body), compatible, 10)).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      ...body,
      max_tokens: 10,
      stream_options: { include_obfuscation: false, include_usage: true },
    });
  });
});
