import { beforeEach, expect, it, vi } from 'vitest';

const settings = vi.hoisted(() => ({ OPENAI_MODELS: '' }));
vi.mock('../env', async (load) => {
  const { env, ...others } = await load<typeof import('../env')>();
  const withModels = {
    ...env,
    OPENAI_API_KEY: 'sk-of-these-tests',
    OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
  };
  return { ...others, env: { ...withModels, OPENAI_MODELS: settings.OPENAI_MODELS } };
});

beforeEach(() => {
  vi.resetModules();
});

async function warnedOf(models: string) {
  settings.OPENAI_MODELS = models;
  const { log } = await import('../log');
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {});
  await (await import('./warn-of-unpriced')).warnOfUnpriced();
  return warn.mock.calls.map(([fields]) => fields);
}

it('names the models on offer that have no price', async () => {
  expect(await warnedOf('llama3.3:70b,qwen3:8b')).toEqual([
    { count: 2, models: ['llama3.3:70b', 'qwen3:8b'] },
  ]);
});
