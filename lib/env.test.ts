import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnv, variables } from './env';

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

  // Sign-in went on, and the links in mails led nowhere.
  it.each([
    'https://chat.example.com/',
    'https://chat.example.com/api/auth',
    'HTTPS://Chat.Example.com:443?a=b',
  ])('keeps of the app’s own address what Auth.js does: %s', (url) => {
    vi.stubEnv('AUTH_URL', url);
    expect(readEnv().AUTH_URL).toBe('https://chat.example.com');
  });

  it('takes hosts by comma, and with *. all below one', () => {
    vi.stubEnv('READ_PAGE_HOSTS', 'example.com , *.Wikipedia.org,192.0.2.1,xn--bcher-kva.example');
    expect(readEnv().READ_PAGE_HOSTS).toEqual([
      'example.com',
      '*.wikipedia.org',
      '192.0.2.1',
      'xn--bcher-kva.example',
    ]);
  });

  // They were taken, and no page was ever of one of them.
  it.each([
    '*',
    '*.',
    '.example.com',
    'docs.*',
    'example.com.',
    'a..com',
    '*.*.com',
    'a.com,,b.com',
    'a.com,',
  ])('refuses hosts that no page can be of: %s', (hosts) => {
    vi.stubEnv('READ_PAGE_HOSTS', hosts);
    expect(messageOf(readEnv)).toContain('READ_PAGE_HOSTS must be names of hosts by comma');
    expect(messageOf(readEnv)).toContain('as example.com, or as *.example.com for all below it');
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
    // It was taken, and the driver threw "URI malformed".
    ['DATABASE_URL', 'postgres://ada:100%@localhost/app', 'write % as %25', 'DATABASE_URL=postgres://user'],
    // It was taken, and the driver looked for a host named "[2001".
    [
      'DATABASE_URL',
      'postgres://ada@[2001:db8::5]/app',
      'has an IPv6 address',
      'DATABASE_URL=postgres://user',
    ],
    ['OPENAI_API_KEY', 'EMPTY', 'is too short to be a key', 'OPENAI_API_KEY=sk-proj-…'],
    // It was taken, and every call failed where the driver made a header of it.
    [
      'OPENAI_API_KEY',
      'sk-proj-0123456789\u200b',
      'has a character that no key has',
      'OPENAI_API_KEY=sk-proj-…',
    ],
    ['OPENMETER_URL', '/openmeter', 'must be an absolute URL', 'http://localhost:48888'],
    // It was taken, and nothing was ever sent: `fetch` refuses such an address, and has the password in what it says.
    [
      'OPENMETER_URL',
      'https://ada:hunter2@meter.example.com',
      'must not hold a user or password',
      'http://localhost:48888',
    ],
    [
      'OPENAI_BASE_URL',
      'https://ada@gpu.example.com/v1',
      'must not hold a user',
      'http://localhost:11434/v1',
    ],
    [
      'ALERT_WEBHOOK_URL',
      'https://:hunter2@example.com/',
      'must not hold a user',
      'ALERT_WEBHOOK_URL=https://',
    ],
    ['AUTH_SECRET', 'short', 'must have at least 32 characters', 'openssl rand -base64 33'],
    ['GUEST_ALLOWANCE_USD', 'ten dollars', 'must be an amount in US dollars', 'GUEST_ALLOWANCE_USD=0.10'],
    // It was taken, and every call failed in the database.
    ['FREE_ALLOWANCE_USD', '10000000', 'must be 9,000,000 dollars at most', 'FREE_ALLOWANCE_USD=5'],
    ['SMTP_URL', 'smtp.example.com:465', 'must be a URL that starts with smtp://', 'SMTP_URL=smtps://user'],
    // It was taken, and no mail went out.
    ['SMTP_URL', 'smtps:', 'has no host', 'SMTP_URL=smtps://user'],
    ['MAIL_FROM', 'Tokentally', 'must be an address', 'Tokentally <billing@example.com>'],
    ['OPENAI_MODELS', '[{"name":"no id"}]', 'Model 1, id', 'OPENAI_MODELS=gpt-6-luna,gpt-6-sol'],
  ])('names %s when it is wrong, says why, and gives an example', (name, value, reason, example) => {
    vi.stubEnv(name, value);
    const message = messageOf(readEnv);
    expect(message).toContain(name);
    expect(message).toContain(reason);
    expect(message).toContain(example);
  });

  // Some were taken, with the user for the host, and of the others it was said only how they start, as they do.
  it.each([
    ['SMTP_URL', 'smtps://AKIAX:BM+ab/cd@email-smtp.example.com:465'],
    ['SMTP_URL', 'smtps://user:12/cd@smtp.example.com:465'],
    ['DATABASE_URL', 'postgres://app:ab/cd@db.example.com/app'],
    ['DATABASE_URL', 'postgres://app:12/cd@db.example.com/app'],
    ['DATABASE_URL', 'postgres://app:12?cd@db.example.com/app'],
    ['DATABASE_URL', 'postgres://app:12#cd@db.example.com/app'],
    // With an `@` before it, too, there was a user, and what came after it was the host.
    ['SMTP_URL', 'smtps://user:p@ss#w@smtp.example.com:465'],
    ['DATABASE_URL', 'postgres://app:p@ss?word@db.example.com/app'],
    ['DATABASE_URL', 'postgres://app:p@ss#word@db.example.com/app'],
  ])('says how to write what would end a password in an address: %s=%s', (name, value) => {
    vi.stubEnv(name, value);
    expect(messageOf(readEnv)).toMatch(new RegExp(`^  ${name} .*write / as %2F, \\? as %3F, # as %23`, 'm'));
  });

  // It was told of its user and password alone, which were right.
  it('says how to write an @ behind the host of an address', () => {
    vi.stubEnv('DATABASE_URL', 'postgres://app:abcd@db.example.com/app@home');
    expect(messageOf(readEnv)).toMatch(/^ {2}DATABASE_URL .*elsewhere write @ as %40/m);
  });

  it.each([
    'postgres:///tokentally',
    'postgres://app:12%2Fcd@db.example.com/app?application_name=ada@home',
    // Its user is in PGUSER.
    'postgres://db.example.com:5432/app?application_name=ada@home',
  ])('takes the address of a database: %s', (url) => {
    vi.stubEnv('DATABASE_URL', url);
    expect(readEnv().DATABASE_URL).toBe(url);
  });

  // They were taken, so that anybody who had read .env.example knew the secret.
  it.each(
    Object.keys(variables).filter((name) => /_(KEY|SECRET|TOKEN|KEY_ID|GITHUB_ID|GOOGLE_ID)$/.test(name)),
  )('refuses %s where it is still the example', (name) => {
    const { example } =
      Object.entries(variables)
        .find(([each]) => each === name)?.[1]
        .meta() ?? {};
    vi.stubEnv(name, String(example));
    expect(messageOf(readEnv)).toContain(`  ${name} `);
  });

  it('takes a secret of people’s own words', () => {
    vi.stubEnv('AUTH_SECRET', 'Fünf Füchse fangen früh am Morgen fünf Mäuse');
    expect(readEnv().AUTH_SECRET).toContain('Füchse');
  });

  // The values that Ollama's and vLLM's documentation has: they stopped the start.
  it.each(['ollama', 'EMPTY'])('takes %s for the key of a server of one’s own', (key) => {
    vi.stubEnv('OPENAI_API_KEY', key);
    vi.stubEnv('OPENAI_BASE_URL', 'http://localhost:11434/v1');
    expect(readEnv().OPENAI_API_KEY).toBe(key);
  });

  // A second line said that it was over 9,000,000 dollars.
  it('says one thing of a wrong amount', () => {
    vi.stubEnv('FREE_ALLOWANCE_USD', '5 $');
    expect(messageOf(readEnv).match(/FREE_ALLOWANCE_USD must/g)).toHaveLength(1);
  });

  it.each([
    ['production', true],
    // `vercel env pull` writes it into .env.local, and nothing ran by itself any more.
    ['development', false],
  ])('takes VERCEL_ENV %s for serverless: %s', async (stage, serverless) => {
    vi.stubEnv('VERCEL', '1');
    vi.stubEnv('VERCEL_ENV', stage);
    vi.resetModules();
    expect((await import('./env')).isServerless).toBe(serverless);
  });

  it.each([
    ['AUTH_SECRET', 'hunter2'],
    ['OPENMETER_URL', 'https://ada:hunter2@meter.example.com'],
  ])('never repeats a wrong value, which may be a secret: %s', (name, value) => {
    vi.stubEnv(name, value);
    expect(messageOf(readEnv)).not.toContain('hunter2');
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
