import type { z } from 'zod';
import { demoModels } from './embedded/openai/demo-models';
import type { variables } from './env';
import { parseModelList } from './models/catalog-from-setting';

type Variables = typeof variables;
type Name = keyof Variables;
type Settings = z.output<z.ZodObject<Variables>>;

/** The environment can't be used as it is; the message says why, for people. */
export class EnvironmentError extends Error {
  constructor(faults: readonly string[]) {
    super(['The environment is not right:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
    this.name = 'EnvironmentError';
  }
}

/** Variables that only work together. */
const PAIRS = [
  ['AUTH_GITHUB_ID', 'AUTH_GITHUB_SECRET'],
  ['AUTH_GOOGLE_ID', 'AUTH_GOOGLE_SECRET'],
  ['ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['S3_BUCKET', 'S3_ACCESS_KEY_ID'],
  ['S3_BUCKET', 'S3_SECRET_ACCESS_KEY'],
] as const;

/** Without which no file can be put there. */
const NEEDS = { database: undefined, s3: 'S3_BUCKET', 'vercel-blob': 'BLOB_READ_WRITE_TOKEN' } as const;

/** Their examples are printed in `.env.example` for all to read, and some are long enough for a secret. */
const SECRETS = [
  'OPENAI_API_KEY',
  'OPENMETER_API_KEY',
  'EMBEDDED_OPENMETER_KEY',
  'AUTH_SECRET',
  'AUTH_GITHUB_ID',
  'AUTH_GITHUB_SECRET',
  'AUTH_GOOGLE_ID',
  'AUTH_GOOGLE_SECRET',
  'CRON_SECRET',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'BLOB_READ_WRITE_TOKEN',
] as const;

const SHORTEST_OPENAI_KEY = 8;

/** What a variable can't say alone: refuses those that don't go together, and secrets that are none. */
export function checkTogether(exampleOf: (name: Name) => unknown) {
  return (env: Settings, context: z.RefinementCtx): void => {
    const refuse = (name: Name, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });

    for (const [id, secret] of PAIRS) {
      if (Boolean(env[id]) === Boolean(env[secret])) continue;
      refuse(env[id] ? secret : id, `is missing, but ${env[id] ? id : secret} is set`);
    }
    // The embedded meter would be taken, and the key for a sign that it is not.
    if (env.OPENMETER_API_KEY && !env.OPENMETER_URL)
      refuse(
        'OPENMETER_URL',
        'is missing, but OPENMETER_API_KEY is set: OpenMeter’s cloud is at https://openmeter.cloud',
      );
    const needed = env.ATTACHMENT_STORAGE && NEEDS[env.ATTACHMENT_STORAGE];
    if (needed && !env[needed])
      refuse(needed, `is missing, but ATTACHMENT_STORAGE is ${env.ATTACHMENT_STORAGE}`);
    for (const name of SECRETS) {
      const value = env[name];
      if (value === undefined) continue;
      if (value === exampleOf(name) || value.includes('…')) {
        refuse(name, 'is still the example: put your own there');
        // A person may choose the words of this one. The others are made by machines, and most go into headers.
      } else if (name !== 'AUTH_SECRET' && !/^[\x20-\x7e]+$/.test(value)) {
        refuse(name, 'has a character that no key has: copy it again');
      }
    }
    // Servers of one's own take any key: `ollama` and `EMPTY` are usual.
    const { OPENAI_API_KEY: key, OPENAI_BASE_URL: server } = env;
    if (key && !server && key.length < SHORTEST_OPENAI_KEY)
      refuse('OPENAI_API_KEY', 'is too short to be a key');
    if (!key && !server && env.OPENAI_MODELS && !areOfDemo(env.OPENAI_MODELS)) {
      refuse(
        'OPENAI_API_KEY',
        'is missing, as is OPENAI_BASE_URL, but OPENAI_MODELS lists models that the built-in demo, which answers without ' +
          'them, has not: set one of the two, or leave OPENAI_MODELS unset',
      );
    }
  };
}

function areOfDemo(list: string): boolean {
  return parseModelList(list).every(({ id }) =>
    demoModels.some((model) => model.id === id || model.version === id),
  );
}
