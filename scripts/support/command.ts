import { HTTPError } from '@openmeter/sdk';
import { closeDb } from '@/lib/db/client';
import { errorCode } from '@/lib/db/error-code';
import { isDatabaseUnavailable, isDatabaseUnreachable } from '@/lib/db/errors';
import { DatabaseLockedError } from '@/lib/db/folder-lock';
import { Problem } from '@/lib/embedded/openmeter';
import { env } from '@/lib/env';
import { firstCause } from '@/lib/first-cause';
import { NotOpenMeterError, RedirectedError } from '@/lib/openmeter/remote';
import { ReplacementError } from '@/lib/openmeter/setup';

/** What a command ends with, for scripts that call it. */
export const EXIT = { ok: 0, found: 1, failed: 2 } as const;

/**
 * Runs a command and ends the process with what it returns. What went wrong is told in a sentence, and ends it with 2;
 * only a fault of ours shows where it happened.
 */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = EXIT.failed;
    console.error(explain(error) ?? error);
  }
  await closeDb();
}

function explain(error: unknown): string | undefined {
  if (error instanceof DatabaseLockedError) return error.message;
  if (error instanceof RedirectedError || error instanceof NotOpenMeterError) return error.message;
  if (isDatabaseUnreachable(error)) {
    return 'The database at DATABASE_URL can’t be reached. Check the address, and that the server is up.';
  }
  if (isDatabaseUnavailable(error)) {
    return `The database could not do it now: ${firstCause(error)}. Try again.`;
  }
  if (error instanceof ReplacementError) return `${explain(error.cause) ?? error.cause}\n${error.message}`;
  const ofMeter = env.OPENMETER_URL ? explainRemote(error) : explainEmbedded(error);
  if (ofMeter !== undefined) return ofMeter;
  const code = errorCode(error);
  if (error instanceof Error && (error instanceof RangeError || IN_PLAIN_WORDS.test(code)))
    return error.message;
  if (REFUSED.test(code)) return `Postgres refuses DATABASE_URL: ${firstCause(error)}.`;
  return LACKS_MIGRATIONS.test(code)
    ? 'The database lacks tables or columns. Bring it up to date with `npm run db:migrate`.'
    : undefined;
}

function explainRemote(error: unknown): string | undefined {
  if (error instanceof HTTPError)
    return `OpenMeter refused: ${error.message} Check OPENMETER_URL and OPENMETER_API_KEY.`;
  return isUnreachable(error)
    ? 'OpenMeter can’t be reached. Check OPENMETER_URL, and that the server is up.'
    : undefined;
}

function explainEmbedded(error: unknown): string | undefined {
  if (error instanceof HTTPError || error instanceof Problem)
    return `The embedded meter refused: ${error.message}`;
  return isUnreachable(error)
    ? 'The embedded meter did not answer in time. Try again when the database has less to do; if it has meters to make ' +
        'first, `npm run openmeter:setup` waits for that.'
    : undefined;
}

/** Of Postgres: a table, or a column, that isn't there. */
const LACKS_MIGRATIONS = /^(42P01|42703)$/;
/** Of Postgres: its user, password or rights, the database's name, or a parameter is wrong; the message says which. */
const REFUSED = /^(28000|28P01|3D000|42501|42704)$/;
/** Of Node: a file that isn't there, may not be opened or is a folder, and wrong arguments. Their messages say all. */
const IN_PLAIN_WORDS = /^(ENOENT|EACCES|EISDIR|ERR_PARSE_ARGS)/;

/** What `fetch` throws: a TypeError without a connection, a DOMException when it takes too long. */
function isUnreachable(error: unknown): boolean {
  return (
    (error instanceof TypeError && error.message === 'fetch failed') ||
    (error instanceof DOMException && error.name === 'TimeoutError')
  );
}
