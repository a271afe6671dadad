import 'server-only';
import { ensureAuthSecret } from './auth';
import { startAlerts } from './billing/budgets/after-reply';
import { startRecovery } from './chats/recover-replies';
import { getDb } from './db/client';
import { missingMigrations } from './db/missing-migrations';
import { isServerless } from './env';
import { log } from './log';
import { startRelay } from './openmeter/relay';

/**
 * Starts what a server does by itself. A wrong setting stops the server here, not at the first visitor; a database
 * that can't be reached yet does not.
 */
export async function start(): Promise<void> {
  await ensureAuthSecret();
  if (isServerless) return;
  startRelay();
  startAlerts();
  // Not waited for: opening the embedded database would be a third of the time until the server answers.
  Promise.all([startRecovery(), sayWhatIsMissing()]).catch((error) =>
    log.error({ err: error }, 'the database can’t be reached yet'),
  );
}

/** A Postgres in production is migrated by hand. Without it, each request would fail, and none would say why. */
async function sayWhatIsMissing(): Promise<void> {
  const migrations = await missingMigrations(await getDb());
  if (migrations.length > 0)
    log.error({ migrations }, 'the database lacks migrations; run npm run db:migrate');
}
