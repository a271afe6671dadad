import { randomUUID } from 'node:crypto';
import postgres from 'postgres';

/**
 * Makes a new, empty database on a Postgres server.
 *
 * @param options what `create database` says after the name
 * @returns its URL
 */
export async function createDatabase(serverUrl: string, options = ''): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = postgres(serverUrl, { max: 1 });
  await client`create database ${client(name)} ${client.unsafe(options)}`;
  await client.end();
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}
