import { embed, generateText, streamText } from 'ai';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { refuseModelNames } from './unmetered-model';

const fetch = vi.fn();
beforeEach(() => {
  vi.stubGlobal('fetch', fetch);
  vi.stubGlobal('AI_SDK_DEFAULT_PROVIDER', undefined);
  refuseModelNames();
});
afterEach(() => vi.unstubAllGlobals());

// The AI SDK takes “openai/gpt-5” for a model of Vercel's gateway, which on Vercel asks for no key.
it.each([
  ['a text', () => generateText({ model: 'openai/gpt-5', prompt: 'Hi' })],
  ['a stream', async () => streamText({ model: 'openai/gpt-5', prompt: 'Hi' }).text],
  ['an embedding', () => embed({ model: 'openai/text-embedding-3-small', value: 'Hi' })],
])('%s of a model that is only named is refused, and nothing leaves', async (_, call) => {
  await expect(call()).rejects.toThrow('past the meter');
  expect(fetch).not.toHaveBeenCalled();
});
