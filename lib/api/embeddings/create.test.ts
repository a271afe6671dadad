import { expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf } from '@/tests/support/metering';
import { newCaller } from '../testing/caller';
import { createEmbeddings } from './create';

const upstream = vi.hoisted(() => ({
  provider: 'compatible',
  baseUrl: 'http://server/v1',
  apiKey: 'none',
  fetch: async () => Response.json({ data: [{ id: 'llama3.3' }] }),
}));
vi.mock('@/lib/models/upstream', () => ({ upstream }));

describeOnDatabases('embeddings', (db) => {
  /** By a key whose minute has room for 1,000 tokens. */
  async function embed(request: { input: string | number[]; [param: string]: unknown }) {
    const caller = await newCaller(db(), { tokensPerMinute: 1_000 });
    const { signal } = new AbortController();
    return createEmbeddings(meteringOf(db()), caller, { model: 'bge-m3', ...request }, signal);
  }

  // A guess at another vendor's tokens was told as what had been counted.
  it('of a prompt that its key’s minute has no room for by a guess alone say that it is one', async () => {
    await expect(embed({ input: 'one two '.repeat(490) })).rejects.toThrow(
      'by an estimate that is on the high side',
    );
  });

  // vLLM embeds the chat, and a call was held for the input alone.
  it.each(['messages', 'Messages'])('of a chat are refused: %s', async (param) => {
    await expect(embed({ input: 'Hi', [param]: [{ role: 'user', content: 'Hi' }] })).rejects.toMatchObject({
      status: 400,
      param,
      message: expect.stringContaining('send what is to be embedded as input'),
    });
  });

  it('of more than OpenAI takes at once are refused, naming the input', async () => {
    upstream.provider = 'openai';
    onTestFinished(() => {
      upstream.provider = 'compatible';
    });
    const input = Array<number>(300_001).fill(1);
    await expect(embed({ model: 'text-embedding-3-small', input })).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      param: 'input',
    });
  });

  // What else was in the request went to upstream unread.
  it.each([
    { documents: 'word '.repeat(2_000) },
    { documents: ['word '.repeat(2_000)] },
    { documents: { encrypted_content: 'word'.repeat(2_000) } },
  ])('count what else a server may read of the request', async (more) => {
    await expect(embed({ input: 'Hi', ...more })).rejects.toMatchObject({ status: 429 });
  });
});
