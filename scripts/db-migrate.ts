import './support/environment';
import { migrate } from '@/lib/db/migrate';
import { missingMigrations } from '@/lib/db/missing-migrations';
import { openPostgres } from '@/lib/db/postgres';
import { env } from '@/lib/env';
import { EXIT, runCommand } from './support/command';

/** `npm run db:migrate`: brings the Postgres at DATABASE_URL up to date. Part of the build on Vercel. */
await runCommand(async () => {
  if (!env.DATABASE_URL) {
    console.error(
      'DATABASE_URL is not set, so there is no database to migrate: set it to a Postgres URL, for example of Neon or ' +
        'Supabase (the embedded one migrates itself, and needs a disk, which Vercel lacks).',
    );
    return EXIT.failed;
  }
  const connection = openPostgres(env.DATABASE_URL);
  try {
    await migrate(connection);
    const leftOut = await missingMigrations(connection.db);
    if (leftOut.length > 0) {
      console.error(
        `Left out, as they are older than the newest migration that was applied: ${leftOut.join(', ')}. See “A new version” ` +
          'in docs/operate.md.',
      );
      return EXIT.failed;
    }
  } finally {
    await connection.close();
  }
  console.log('The database is up to date.');
  return EXIT.ok;
});
