import { afterEach, describe, expect, it, vi } from 'vitest';

const loadedFiles = vi.hoisted(() => ({ names: [] as string[] }));
vi.mock('js-tiktoken/ranks/o200k_base', (importOriginal) => {
  loadedFiles.names.push('o200k_base');
  return importOriginal();
});
vi.mock('js-tiktoken/ranks/cl100k_base', (importOriginal) => {
  loadedFiles.names.push('cl100k_base');
  return importOriginal();
});

afterEach(() => {
  vi.resetModules();
  loadedFiles.names = [];
});

describe('encodingForModel', () => {
  it.each([
    ['gpt-4o', 'o200k_base'],
    ['gpt-4o-mini-2024-07-18', 'o200k_base'],
    ['chatgpt-4o-latest', 'o200k_base'],
    ['gpt-4.1-nano', 'o200k_base'],
    ['gpt-4.5-preview', 'o200k_base'],
    ['gpt-5', 'o200k_base'],
    ['gpt-5.1-codex', 'o200k_base'],
    ['o1', 'o200k_base'],
    ['o3-mini-2025-01-31', 'o200k_base'],
    ['o4-mini', 'o200k_base'],
    ['gpt-oss:20b', 'o200k_base'],
    ['gpt-4', 'cl100k_base'],
    ['gpt-4-0613', 'cl100k_base'],
    ['gpt-4-turbo-2024-04-09', 'cl100k_base'],
    ['gpt-3.5-turbo-0125', 'cl100k_base'],
    ['gpt-35-turbo', 'cl100k_base'],
    ['text-embedding-3-small', 'cl100k_base'],
  ])('counts %s in %s', async (model, name) => {
    const { encodingForModel } = await import('./encoding');
    expect(encodingForModel(model)).toBe(name);
  });

  it.each([
    ['ft:gpt-4o-mini-2024-07-18:acme::AbC1', 'o200k_base'],
    ['ft:gpt-3.5-turbo-0613:acme::AbC1', 'cl100k_base'],
    ['openai/gpt-4', 'cl100k_base'],
    ['openai/gpt-4o:online', 'o200k_base'],
    ['GPT-4', 'cl100k_base'],
  ])('counts %s as its base model, in %s', async (model, name) => {
    const { encodingForModel } = await import('./encoding');
    expect(encodingForModel(model)).toBe(name);
  });

  it.each(['llama3.3:70b', 'claude-sonnet-4', 'gpt-40', 'ft:', '/', ''])(
    'counts the unknown %j in o200k_base',
    async (model) => {
      const { encodingForModel } = await import('./encoding');
      expect(encodingForModel(model)).toBe('o200k_base');
    },
  );
});

describe('loadEncoding', () => {
  it('reads no rank file before an encoding is asked for', async () => {
    await Promise.all([import('./prompt'), import('./text-counter'), import('./from-language-model-prompt')]);
    expect(loadedFiles.names).toEqual([]);
  });

  it('reads only the file of the encoding asked for, once, however many ask at the same time', async () => {
    const { loadEncoding } = await import('./encoding');
    const [first, second] = await Promise.all([loadEncoding('cl100k_base'), loadEncoding('cl100k_base')]);
    expect(loadedFiles.names).toEqual(['cl100k_base']);
    expect(first).toBe(second);
    expect(first.ranks.size).toBe(100_256);
  });
});
