import { beforeEach, expect, it, vi } from 'vitest';
import type { Caller } from '@/lib/api-keys/authenticate';
import { catalogFromModelsResponse } from '@/lib/models/catalog-from-response';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, settled } from '@/tests/support/metering';
import { newCaller } from '../testing/caller';
import { createResponse } from './create';

const { postUnmetered } = vi.hoisted(() => ({ postUnmetered: vi.fn() }));
vi.mock('@/lib/models/openai-client', () => ({ postUnmetered, withoutSecrets: (text: string) => text }));
vi.mock('../find-model', () => ({
  requireChatModel: async (_: Caller, id: string) =>
    catalogFromModelsResponse({ data: [{ id, max_model_len: 8_192 }] })[0],
}));

beforeEach(() => {
  postUnmetered.mockReset();
  postUnmetered.mockImplementation(async () => ({ ok: true, response: Response.json({ usage: {} }) }));
});

describeOnDatabases('a prompt for a model of 8,192 tokens', (db) => {
  const ask = (caller: Caller, truncation: string, promptTokens = 9_000) =>
    createResponse(
      meteringOf(db()),
      caller,
      { model: 'gpt-oss-20b', input: 'hello '.repeat(promptTokens), max_output_tokens: 8_000, truncation },
      new AbortController().signal,
    );

  // It was refused as too long.
  it('goes to upstream to be cut where the caller says so, and is held for what the window has', async () => {
    const caller = await newCaller(db());
    await ask(caller, 'auto');
    expect(postUnmetered).toHaveBeenCalledWith(
      '/responses',
      expect.objectContaining({ truncation: 'auto', max_output_tokens: 4_096 }),
      expect.anything(),
    );
    const { entries } = await settled(db(), caller.user.id);
    expect(entries).toMatchObject([{ basis: 'estimated', uncachedTokens: 8_176 }]);
  });

  // Any prompt was taken for a guess: upstream was asked for more than its window has, and a key told that it was one.
  it('is as sure as any where it fits, though it might have been cut', async () => {
    const caller = await newCaller(db(), { tokensPerMinute: 6_500 });
    await ask(caller, 'auto', 6_000);
    expect(postUnmetered).toHaveBeenCalledWith(
      '/responses',
      expect.objectContaining({ max_output_tokens: 8_192 - 6_108 }),
      expect.anything(),
    );
    await expect(ask(caller, 'auto', 7_000)).rejects.toMatchObject({
      message: expect.not.stringContaining('estimate'),
    });
  });

  it('is refused where upstream would refuse it, too', async () => {
    await expect(ask(await newCaller(db()), 'disabled')).rejects.toMatchObject({
      code: 'context_length_exceeded',
    });
    expect(postUnmetered).not.toHaveBeenCalled();
  });
});
