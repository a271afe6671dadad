import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnv } from './env';

afterEach(() => vi.unstubAllEnvs());

describe('the environment', () => {
  it('needs nothing to be set', () => {
    vi.stubEnv('LOG_LEVEL', undefined);
    expect(readEnv()).toMatchObject({ DATA_DIR: '.data', LOG_LEVEL: 'info' });
  });

  it('takes an empty variable for one that is not set', () => {
    vi.stubEnv('DATABASE_URL', '');
    expect(readEnv().DATABASE_URL).toBeUndefined();
  });

  it('drops the slash at the end of an address', () => {
    vi.stubEnv('OPENAI_BASE_URL', 'http://localhost:11434/v1/');
    expect(readEnv().OPENAI_BASE_URL).toBe('http://localhost:11434/v1');
  });

  // Receivers of Django and FastAPI answered with a redirect or a 404, and a key in the address was cut off.
  it.each(['https://hooks.example.com/budgets/', 'https://hooks.example.com/budgets?key=ab/'])(
    'leaves the address of the webhook as it is written: %s',
    (url) => {
      vi.stubEnv('ALERT_WEBHOOK_URL', url);
      vi.stubEnv('ALERT_WEBHOOK_SECRET', `whsec_${'a'.repeat(43)}=`);
      expect(readEnv().ALERT_WEBHOOK_URL).toBe(url);
    },
  );

  it.each([
    [
      'DATABASE_URL',
      'localhost:5432',
      'must be a Postgres URL',
      'postgres://user:password@localhost:5432/tokentally',
    ],
    ['OPENMETER_URL', '/openmeter', 'must be an absolute URL', 'http://localhost:8888'],
    ['AUTH_SECRET', 'short', 'must have at least 32 characters', 'openssl rand -base64 33'],
    ['GUEST_ALLOWANCE_USD', 'ten dollars', 'must be an amount in US dollars', 'GUEST_ALLOWANCE_USD=0.10'],
    // It was taken, and every call failed in the database.
    ['FREE_ALLOWANCE_USD', '10000000', 'must be 9,000,000 dollars at most', 'FREE_ALLOWANCE_USD=5'],
    ['SMTP_URL', 'smtp.example.com:465', 'must be a URL that starts with smtp://', 'SMTP_URL=smtps://user'],
    ['MAIL_FROM', 'Tokentally', 'must be an address', 'Tokentally <billing@example.com>'],
    ['OPENAI_MODELS', '[{"name":"no id"}]', 'Model 1, id', 'OPENAI_MODELS=gpt-6-luna,gpt-6-sol'],
  ])('names %s when it is wrong, says why, and gives an example', (name, value, reason, example) => {
    vi.stubEnv(name, value);
    const message = messageOf(readEnv);
    expect(message).toContain(name);
    expect(message).toContain(reason);
    expect(message).toContain(example);
  });

  it('never repeats a wrong value, which may be a secret', () => {
    vi.stubEnv('AUTH_SECRET', 'hunter2');
    expect(messageOf(readEnv)).not.toContain('hunter2');
  });

  it('wants the bucket that new files are to go to', () => {
    vi.stubEnv('ATTACHMENT_STORAGE', 's3');
    expect(messageOf(readEnv)).toContain('S3_BUCKET is missing, but ATTACHMENT_STORAGE is s3');
  });

  it('wants both halves of an OAuth app', () => {
    vi.stubEnv('AUTH_GITHUB_ID', 'Ov23li');
    expect(messageOf(readEnv)).toContain('AUTH_GITHUB_SECRET is missing, but AUTH_GITHUB_ID is set');
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('Nothing was thrown.');
}
