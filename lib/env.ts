import { createEnv } from '@t3-oss/env-nextjs';
import { z } from 'zod';
import { checkTogether, EnvironmentError } from './env-checks';
import {
  exactHttpUrl,
  hostNames,
  httpUrl,
  listsModels,
  postgresUrl,
  siteUrl,
  smtpUrl,
  usd,
} from './env-values';
import { MAILBOX } from './mail/mailbox';

/**
 * Every environment variable the app reads. Each has a sentence and an example: `.env.example` and the README's
 * table are checked against them. A missing optional variable selects the embedded twin of what it would connect.
 */
export const variables = {
  DATABASE_URL: postgresUrl()
    .optional()
    .meta({
      description:
        'Postgres to keep everything in; `?prepare=false` for a pooler of transactions. Unset: an embedded one (PGlite) in ' +
        '`DATA_DIR`.',
      example: 'postgres://user:password@localhost:5432/tokentally',
    }),
  DATA_DIR: z.string().default('.data').meta({
    description: 'Folder of the embedded database and of the development secret. Unset: `.data`.',
    example: '.data',
  }),
  OPENAI_API_KEY: z.string().min(1).optional().meta({
    description:
      'Key of OpenAI, or of the server at `OPENAI_BASE_URL`, which may need none. Without either, the built-in demo answers.',
    example: 'sk-proj-…',
  }),
  OPENAI_BASE_URL: httpUrl()
    .optional()
    .meta({
      description:
        'Any OpenAI-compatible server: Ollama, vLLM, LM Studio, OpenRouter. Includes the version path. Its models are ' +
        'unpriced, and no limit holds them, until you write their prices: `docs/pricing.md`.',
      example: 'http://localhost:11434/v1',
    }),
  OPENAI_API: z.enum(['responses', 'chat'], 'must be "responses" or "chat"').optional().meta({
    description: 'Which of OpenAI’s APIs to chat through. Unset: `responses`, but `chat` with a base URL.',
    example: 'chat',
  }),
  OPENAI_MODELS: z.string().superRefine(listsModels).optional().meta({
    description:
      'The models offered, instead of the built-in list: ids by comma, or a JSON list with limits.',
    example: 'gpt-6-luna,gpt-6-sol',
  }),
  OPENMETER_URL: httpUrl()
    .optional()
    .meta({
      description:
        'OpenMeter, self-hosted or cloud. Run `npm run openmeter:setup` once: it makes the meters there. Unset: the embedded ' +
        'meter, on the same database.',
      example: 'http://localhost:48888',
    }),
  OPENMETER_API_KEY: z.string().min(1).optional().meta({
    description:
      'Key of OpenMeter’s cloud, for its address in `OPENMETER_URL`. A self-hosted OpenMeter needs none.',
    example: 'om_…',
  }),
  EMBEDDED_OPENMETER_KEY: z.string().min(16, 'must have at least 16 characters').optional().meta({
    description:
      'Opens the embedded meter at `/api/openmeter`, to who sends this key. Unset: it is not there.',
    example: 'the output of: openssl rand -hex 24',
  }),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional().meta({
    description: 'Encrypts sessions. Made and kept in `DATA_DIR` in development; required in production.',
    example: 'the output of: openssl rand -base64 33',
  }),
  AUTH_URL: siteUrl().optional().meta({
    description:
      'The public address of the app. Set it for links in mails, for GitHub and Google, and behind a proxy: see `docs/operate.md`.',
    example: 'https://chat.example.com',
  }),
  AUTH_GITHUB_ID: z
    .string()
    .optional()
    .meta({
      description:
        'Client id of a GitHub OAuth app, with the callback `<the app>/api/auth/callback/github`. With its secret, the button ' +
        '“Continue with GitHub” appears.',
      example: 'Ov23li…',
    }),
  AUTH_GITHUB_SECRET: z.string().optional().meta({
    description: 'Client secret of the GitHub OAuth app.',
    example: '…',
  }),
  AUTH_GOOGLE_ID: z
    .string()
    .optional()
    .meta({
      description:
        'Client id of a Google OAuth app, with the callback `<the app>/api/auth/callback/google`. With its secret, the button ' +
        '“Continue with Google” appears.',
      example: '….apps.googleusercontent.com',
    }),
  AUTH_GOOGLE_SECRET: z.string().optional().meta({
    description: 'Client secret of the Google OAuth app.',
    example: '…',
  }),
  GUESTS: z.enum(['on', 'off'], 'must be "on" or "off"').optional().meta({
    description:
      'Whether people may chat without an account: `on` or `off`. Unset: only while the demo answers.',
    example: 'on',
  }),
  GUEST_ALLOWANCE_USD: usd('0.10').meta({
    description: 'What a guest may use in a month, in US dollars. Unset: 0.10.',
    example: '0.10',
  }),
  FREE_ALLOWANCE_USD: usd('5').meta({
    description: 'What a signed-up person may use in a month on the free plan, in US dollars. Unset: 5.',
    example: '5',
  }),
  ALERT_WEBHOOK_URL: exactHttpUrl().optional().meta({
    description:
      'Where to post that a person has reached 50, 75, 90 or 100 % of their budget. Unset: only shown.',
    example: 'https://hooks.example.com/budgets',
  }),
  ALERT_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be whsec_ and at least 24 bytes in base64')
    .optional()
    .meta({
      description: 'Signs what is posted to `ALERT_WEBHOOK_URL`, as standardwebhooks.com says.',
      example: 'the output of: echo "whsec_$(openssl rand -base64 32)"',
    }),
  SMTP_URL: smtpUrl()
    .optional()
    .meta({
      description:
        'Mail server that tells members what they have reached of their budget and, with `AUTH_URL`, sends who forgot their ' +
        'password a link to a new one. Unset: no mail is sent.',
      example: 'smtps://user:password@smtp.example.com:465',
    }),
  MAIL_FROM: z
    .string()
    .regex(MAILBOX, 'must be an address, or a name and an address in angle brackets')
    .optional()
    .meta({
      description: 'The sender of all mail.',
      example: 'Tokentally <billing@example.com>',
    }),
  CRON_SECRET: z.string().min(16, 'must have at least 16 characters').optional().meta({
    description: 'Guards `/api/cron/relay`, which Vercel’s cron calls with it. Unset: that route is off.',
    example: 'the output of: openssl rand -hex 24',
  }),
  READ_PAGE_HOSTS: hostNames().meta({
    description:
      'Hosts whose pages the model may read in a chat, by comma; `*.example.com` has all below it. `AUTH_URL` is ' +
      'sent to them in the `User-Agent`: some refuse requests that don’t say who asks. Unset: none.',
    example: 'developer.mozilla.org,*.wikipedia.org',
  }),
  ATTACHMENT_STORAGE: z
    .enum(['database', 's3', 'vercel-blob'], 'must be "database", "s3" or "vercel-blob"')
    .optional()
    .meta({
      description:
        'Where new attached files go: `database`, `s3` or `vercel-blob`. Unset: the bucket, else Vercel Blob, else the ' +
        'database: the first that is set up.',
      example: 'database',
    }),
  S3_BUCKET: z.string().min(1).optional().meta({
    description:
      'Bucket of S3, R2, MinIO or the like to keep attached files in. Unset: the database, or Vercel Blob.',
    example: 'tokentally-files',
  }),
  S3_REGION: z.string().min(1).default('us-east-1').meta({
    description: 'Region of the bucket; `auto` for R2. Unset: `us-east-1`.',
    example: 'eu-central-1',
  }),
  S3_ENDPOINT: httpUrl().optional().meta({
    description: 'Where the server of the bucket is, without the bucket. Unset: Amazon’s.',
    example: 'https://0123456789abcdef.r2.cloudflarestorage.com',
  }),
  S3_ACCESS_KEY_ID: z.string().min(1).optional().meta({
    description: 'Key id for the bucket. It needs the rights that `docs/attachments.md` names.',
    example: 'AKIA…',
  }),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional().meta({
    description: 'Secret of the key for the bucket.',
    example: '…',
  }),
  BLOB_READ_WRITE_TOKEN: z
    .string()
    .startsWith('vercel_blob_rw_', 'must be the token of a store, vercel_blob_rw_…')
    .optional()
    .meta({
      description: 'Token of a private store of Vercel Blob to keep attached files in. Unset: the database.',
      example: 'vercel_blob_rw_…',
    }),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info')
    .meta({
      description:
        'The least severe log line to print: `debug`, `info`, `warn` or `error`; `silent` prints none. Unset: `info`.',
      example: 'info',
    }),
};

/**
 * Reads and validates the environment.
 *
 * @throws EnvironmentError that names each bad variable, what is wrong with it and an example of a right value; never the value.
 */
export function readEnv() {
  return createEnv({
    server: variables,
    experimental__runtimeEnv: {},
    emptyStringAsUndefined: true,
    createFinalSchema: (shape) => z.object(shape).superRefine(checkTogether(exampleOf)),
    onValidationError(issues) {
      throw new EnvironmentError(issues.map(describeIssue));
    },
  });
}

function describeIssue(issue: {
  readonly message: string;
  readonly path?: ReadonlyArray<unknown> | undefined;
}): string {
  const name = String(issue.path?.[0] ?? '');
  return `${name} ${issue.message}. Example: ${name}=${exampleOf(name)}`;
}

function exampleOf(name: string): unknown {
  return Object.entries(variables)
    .find(([variable]) => variable === name)?.[1]
    .meta()?.example;
}

export type Env = ReturnType<typeof readEnv>;

export const env: Env = readEnv();
export const isProduction = process.env.NODE_ENV === 'production';
/**
 * Vercel: processes come and go, so that nothing can run by itself, and no folder stays. Not a machine of one's own on which
 * `vercel env pull` has written what Vercel sets: it says `development` there.
 */
export const isServerless = Boolean(process.env.VERCEL) && process.env.VERCEL_ENV !== 'development';
