import { HTTPError } from '@openmeter/sdk';
import { closeDb } from '@/lib/db/client';
import { isDatabaseUnreachable } from '@/lib/db/errors';
import { DatabaseLockedError } from '@/lib/db/folder-lock';

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
  if (isDatabaseUnreachable(error)) {
    return 'The database at DATABASE_URL can’t be reached. Check the address, and that the server is up.';
  }
  if (error instanceof HTTPError)
    return `OpenMeter refused: ${error.message} Check OPENMETER_URL and OPENMETER_API_KEY.`;
  if (isUnreachable(error))
    return 'OpenMeter can’t be reached. Check OPENMETER_URL, and that the server is up.';
  if (error instanceof Error && (error instanceof RangeError || IN_PLAIN_WORDS.test(codeOf(error))))
    return error.message;
  return codeOf(error) === UNDEFINED_TABLE
    ? 'The database lacks tables. Bring it up to date with `npm run db:migrate`.'
    : undefined;
}

/** Of Postgres. */
const UNDEFINED_TABLE = '42P01';
/** Of Node: a file that isn't there, and arguments that aren't right. Their messages say all. */
const IN_PLAIN_WORDS = /^(ENOENT|ERR_PARSE_ARGS)/;

/** What `fetch` throws: a TypeError without a connection, a DOMException when it takes too long. */
function isUnreachable(error: unknown): boolean {
  return (
    (error instanceof TypeError && error.message === 'fetch failed') ||
    (error instanceof DOMException && error.name === 'TimeoutError')
  );
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
