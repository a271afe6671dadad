import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findModel, listModels, requireModel } from './list';

vi.mock('../env', () => ({
  env: {
    LOG_LEVEL: 'silent',
    OPENAI_API_KEY: 'test',
    OPENAI_MODELS: JSON.stringify([
      { id: 'gpt-6-luna' },
      { id: 'gpt-4o', retiresOn: '2026-12-01' },
      // Retired by our own list on 2027-01-14.
      { id: 'gpt-4o-mini' },
      { id: 'gpt-5.4-mini' },
    ]),
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

// `retiresOn` in OPENAI_MODELS did nothing.
it.each([
  ['2026-11-30T23:59:59Z', ['gpt-6-luna', 'gpt-4o', 'gpt-4o-mini', 'gpt-5.4-mini']],
  ['2026-12-01T00:00:00Z', ['gpt-6-luna', 'gpt-4o-mini', 'gpt-5.4-mini']],
  ['2027-06-01T00:00:00Z', ['gpt-6-luna', 'gpt-4o-mini', 'gpt-5.4-mini']],
])('retires of the operator’s list only what it says, on its day: at %s there are %j', async (now, ids) => {
  vi.setSystemTime(now);
  expect((await listModels()).map(({ id }) => id)).toEqual(ids);
});

it('knows no model any more that has retired', async () => {
  vi.setSystemTime('2026-12-01T00:00:00Z');
  expect(await findModel('gpt-4o')).toBeUndefined();
  await expect(requireModel('gpt-4o')).rejects.toMatchObject({ code: 'unknown_model' });
  expect(await findModel('gpt-4o-mini')).toMatchObject({ id: 'gpt-4o-mini' });
});

// The ring in the chat was at 68 % when the vendor refused the prompt.
it('says how long a prompt may be, also where that is less than the window', async () => {
  vi.setSystemTime('2026-11-30T00:00:00Z');
  const limits = (await listModels()).map(({ id, promptTokens }) => [id, promptTokens]);
  expect(Object.fromEntries(limits)).toMatchObject({ 'gpt-4o': 128_000, 'gpt-5.4-mini': 272_000 });
});
