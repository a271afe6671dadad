import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnv } from './env';

afterEach(() => vi.unstubAllEnvs());

describe('variables that belong together', () => {
  // They were offered, and every message to one of them failed.
  it.each(['gpt-6-luna,gpt-6-sol', 'tokentally-demo,gpt-6-sol', '[{"id":"gpt-6-sol","provider":"demo"}]'])(
    'want somebody who has the models that are listed: %s',
    (models) => {
      vi.stubEnv('OPENAI_MODELS', models);
      expect(readEnv).toThrow('OPENAI_API_KEY is missing, as is OPENAI_BASE_URL, but OPENAI_MODELS lists');
      expect(readEnv).toThrow('OPENAI_API_KEY=sk-proj-…');
    },
  );

  it.each([
    ['gpt-6-luna', { OPENAI_API_KEY: 'sk-proj-0123456789' }],
    ['llama3.3', { OPENAI_BASE_URL: 'http://localhost:11434/v1' }],
    ['tokentally-demo-mini', {}],
  ])('are a list of models and who has them: %s, %j', (models, server) => {
    for (const [name, value] of Object.entries({ OPENAI_MODELS: models, ...server })) vi.stubEnv(name, value);
    expect(readEnv().OPENAI_MODELS).toBe(models);
  });

  it('want the bucket that new files are to go to', () => {
    vi.stubEnv('ATTACHMENT_STORAGE', 's3');
    expect(readEnv).toThrow('S3_BUCKET is missing, but ATTACHMENT_STORAGE is s3');
  });

  it('want both halves of an OAuth app', () => {
    vi.stubEnv('AUTH_GITHUB_ID', 'Ov23li');
    expect(readEnv).toThrow('AUTH_GITHUB_SECRET is missing, but AUTH_GITHUB_ID is set');
  });

  // It was taken, and all events went into the embedded meter.
  it('want the address of OpenMeter with its key', () => {
    vi.stubEnv('OPENMETER_API_KEY', 'om_0123456789');
    expect(readEnv).toThrow('OPENMETER_URL is missing, but OPENMETER_API_KEY is set');
    vi.stubEnv('OPENMETER_URL', 'https://openmeter.cloud');
    expect(readEnv().OPENMETER_API_KEY).toBe('om_0123456789');
  });
});
