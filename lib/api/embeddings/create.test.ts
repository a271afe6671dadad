import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf } from '@/tests/support/metering';
import { newCaller } from '../testing/caller';
import { createEmbeddings } from './create';

vi.mock('@/lib/models/upstream', () => ({
  upstream: {
    provider: 'compatible',
    baseUrl: 'http://server/v1',
    apiKey: 'none',
    fetch: async () => Response.json({ data: [{ id: 'llama3.3' }] }),
  },
}));

describeOnDatabases('embeddings', (db) => {
  // A guess at another vendor's tokens was told as what had been counted.
  it('of a prompt that its key’s minute has no room for by a guess alone say that it is one', async () => {
    const caller = await newCaller(db(), { tokensPerMinute: 1_000 });
    const request = { model: 'bge-m3', input: 'one two '.repeat(490) };
    const { signal } = new AbortController();
    await expect(createEmbeddings(meteringOf(db()), caller, request, signal)).rejects.toThrow(
      'by an estimate that is on the high side',
    );
  });
});
