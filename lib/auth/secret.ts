import 'server-only';
import { randomBytes, randomUUID } from 'node:crypto';
import { constants, copyFile, link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Env, env, isProduction } from '../env';
import { EnvironmentError } from '../env-checks';

let secret: Promise<string> | undefined;

/**
 * What sessions are encrypted with. Looked for at the first request, so that a build needs none.
 *
 * @throws EnvironmentError in production without `AUTH_SECRET`; it says how to make one
 */
export function authSecret(): Promise<string> {
  secret ??= findSecret({ ...env, isProduction }).catch((error) => {
    secret = undefined;
    throw error;
  });
  return secret;
}

/**
 * `AUTH_SECRET`; without it, in development, the one that is kept in `DATA_DIR`, where it is made if need be.
 *
 * @throws EnvironmentError in production without `AUTH_SECRET`; it says how to make one
 */
export async function findSecret(
  settings: Pick<Env, 'AUTH_SECRET' | 'DATA_DIR'> & { isProduction: boolean },
): Promise<string> {
  if (settings.AUTH_SECRET) return settings.AUTH_SECRET;
  if (settings.isProduction)
    throw new EnvironmentError([
      'AUTH_SECRET is not set. Sessions are encrypted with it, so production needs one of its own: ' +
        'set AUTH_SECRET to the output of `openssl rand -base64 33`.',
    ]);
  return keepSecret(settings.DATA_DIR);
}

export interface ExistingSecret {
  value: string;
  /** The file that it was kept in by development. In production the app has another one. */
  file?: string;
}

/**
 * The secret that the app has, for a command beside it; undefined where it isn't known. None is made: the app would have
 * another one.
 */
export async function existingSecret({
  AUTH_SECRET,
  DATA_DIR,
}: Pick<Env, 'AUTH_SECRET' | 'DATA_DIR'>): Promise<ExistingSecret | undefined> {
  if (AUTH_SECRET) return { value: AUTH_SECRET };
  const file = fileIn(DATA_DIR);
  const value = await readKept(file);
  return value === undefined ? undefined : { value, file };
}

/** Reads the folder's secret, and makes it first if there is none. Of two processes that make the first one, the first wins. */
async function keepSecret(folder: string): Promise<string> {
  const file = fileIn(folder);
  const kept = await readKept(file);
  if (kept) return kept;
  await mkdir(folder, { recursive: true });
  // A link appears whole or not at all; a file that is written in place could be read half-written.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(33).toString('base64')}\n`, { mode: 0o600, flush: true });
  await link(draft, file).catch(copyWhereNoLinksAre(draft, file)).catch(ignore('EEXIST'));
  // Nothing is in it where a machine lost its power before the bytes were on the disk.
  if ((await readKept(file)) === undefined) await rename(draft, file);
  else await unlink(draft);
  return (await readFile(file, 'utf8')).trim();
}

/** exFAT and some shares have no links. There, two that make the first secret at the same moment may read it half-written. */
function copyWhereNoLinksAre(draft: string, file: string) {
  return async (error: NodeJS.ErrnoException): Promise<void> => {
    if (!/^(EPERM|ENOTSUP|EOPNOTSUPP)$/.test(error.code ?? '')) throw error;
    await copyFile(draft, file, constants.COPYFILE_EXCL);
  };
}

function fileIn(folder: string): string {
  return join(folder, 'auth-secret');
}

async function readKept(file: string): Promise<string | undefined> {
  const kept = await readFile(file, 'utf8').catch(ignore('ENOENT'));
  return kept?.trim() || undefined;
}

function ignore(code: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error;
  };
}
