import './support/environment';
import { migrate } from '../lib/db/migrate';
import { openPostgres } from '../lib/db/postgres';
import { env } from '../lib/env';

/** `npm run db:migrate`: brings the Postgres at DATABASE_URL up to date. Part of the build on Vercel. */
if (!env.DATABASE_URL) {
  console.error(
    'DATABASE_URL is not set, so there is no database to migrate. Set it to a Postgres URL, for example of Neon or ' +
      'Supabase. (The embedded database migrates itself when the app starts, but needs a disk, which Vercel lacks.)',
  );
  process.exit(1);
}

const connection = openPostgres(env.DATABASE_URL);
await migrate(connection);
await connection.close();
console.log('The database is up to date.');
