import nextEnv from '@next/env';

/**
 * To be imported first, before anything that reads the environment: sets it up as `next start` does, from the `.env`
 * files. So a command looks at the database that the app uses, and as in production it never migrates a Postgres.
 */
Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV ?? 'production' });
// What the commands do they print themselves.
process.env.LOG_LEVEL ??= 'silent';
nextEnv.loadEnvConfig(process.cwd(), false, { info() {}, error: console.error });
