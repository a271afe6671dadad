import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

/**
 * What providers write into addresses for libpq and Prisma. The driver sends parameters that it doesn't know to the server,
 * which refuses those that are none of its own.
 */
const FOR_OTHER_CLIENTS = [
  'channel_binding',
  'connection_limit',
  'gssencmode',
  'krbsrvname',
  'passfile',
  'pgbouncer',
  'pool_timeout',
  'requirepeer',
  'require_auth',
  'schema',
  'socket_timeout',
  'sslaccept',
  'sslcert',
  'sslcompression',
  'sslcrl',
  'sslkey',
  'sslpassword',
  'sslrootcert',
  'statement_cache_size',
  'supa',
  'uselibpqcompat',
];

/** What the driver is told of an address. */
export interface PostgresAddress {
  url: string;
  /** Not for a pooler of transactions: what one prepares, another may get. */
  prepare: boolean;
  ssl?: ConnectionOptions | 'verify-full';
}

/**
 * Reads a `DATABASE_URL` as providers hand it out.
 *
 * @throws what reading the file of `sslrootcert` throws
 */
export function readPostgresAddress(text: string): PostgresAddress {
  const url = new URL(text);
  const { searchParams } = url;
  // `pgbouncer=true` is how Prisma says it.
  const prepare = searchParams.get('prepare') !== 'false' && searchParams.get('pgbouncer') !== 'true';
  const ssl = trustOf(searchParams);
  for (const name of FOR_OTHER_CLIENTS) searchParams.delete(name);
  return { url: url.href, prepare, ...(ssl && { ssl }) };
}

/** As libpq does: a certificate of one's own is always checked, the name of the server only with `verify-full`. */
function trustOf(parameters: URLSearchParams): PostgresAddress['ssl'] {
  const file = parameters.get('sslrootcert');
  const mode = parameters.get('sslmode') ?? parameters.get('ssl');
  if (!file || mode === 'disable') return undefined;
  if (file === 'system') return 'verify-full';
  const ca = readFileSync(file, 'utf8');
  return mode === 'verify-full' ? { ca } : { ca, checkServerIdentity: () => undefined };
}
