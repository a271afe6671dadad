import 'server-only';
import { authSecret } from './auth/secret';
import { startAlerts } from './billing/budgets/alerts';
import { startRecovery } from './chats/recover-replies';
import { getDb } from './db/client';
import { missingMigrations } from './db/missing-migrations';
import { env, isProduction, isServerless } from './env';
import { keepHeapSmall } from './keep-heap-small';
import { log } from './log';
import { refuseModelNames } from './models/unmetered-model';
import { openMeter } from './openmeter/client';
import { startRelay } from './openmeter/relay';
import { sayMissingMeters } from './openmeter/setup-missing';

/**
 * Starts what a server does by itself. A wrong setting stops the server here, not at the first visitor; a database
 * that can't be reached yet does not.
 */
export async function start(): Promise<void> {
  // Throws in production where there is none.
  await authSecret();
  refuseModelNames();
  if (isServerless) return;
  // While one develops, what was compiled is in use, too.
  if (isProduction) keepHeapSmall();
  startRelay();
  startAlerts();
  // The embedded meter makes its own.
  if (env.OPENMETER_URL) void sayMissingMeters(openMeter());
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
