import nextEnv from '@next/env';
import { EnvironmentError } from '@/lib/env-checks';

/**
 * To be imported first, before anything that reads the environment: sets it up as `next start` does, from the `.env`
 * files. So a command looks at the database that the app uses, and as in production it never migrates a Postgres, whatever
 * `NODE_ENV` the shell has.
 */
Object.assign(process.env, { NODE_ENV: 'production' });
// What the commands do they print themselves.
process.env.LOG_LEVEL ??= 'silent';
nextEnv.loadEnvConfig(process.cwd(), false, { info() {}, error: console.error });

// The environment is checked while the modules are loaded, before the command can say what is wrong. 2 is its `EXIT.failed`:
// with Node's own 1, two books would seem to differ.
process.once('uncaughtException', (error) => {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(2);
});
