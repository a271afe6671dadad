import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPostgresAddress } from './postgres-address';

describe('whom an address of Postgres trusts', () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokentally-ca-'));
    file = join(folder, 'ca.pem');
    await writeFile(file, 'a certificate');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const ssl = (parameters: string) => readPostgresAddress(`postgres://db.example.com/app?${parameters}`).ssl;

  it('is who the file of sslrootcert names, under the server’s own name with verify-full', () => {
    expect(ssl(`sslmode=verify-full&sslrootcert=${file}`)).toEqual({ ca: 'a certificate' });
  });

  it('is who the file names, whatever the server is called, otherwise', () => {
    expect(ssl(`sslmode=verify-ca&sslrootcert=${file}`)).toMatchObject({
      ca: 'a certificate',
      checkServerIdentity: expect.any(Function),
    });
  });

  it('is who the system trusts with sslrootcert=system', () => {
    expect(ssl('sslrootcert=system')).toBe('verify-full');
  });

  it.each(['sslmode=require', 'sslmode=disable&sslrootcert=/nowhere.pem', ''])(
    'is left to the driver: ?%s',
    (parameters) => {
      expect(ssl(parameters)).toBeUndefined();
    },
  );

  it('says which file is not there', () => {
    expect(() => ssl('sslrootcert=/nowhere.pem')).toThrow('/nowhere.pem');
  });

  it('leaves login and other parameters as they are', () => {
    const { url } = readPostgresAddress(
      'postgres://ada:p%40ss%25@h:6543/app?sslmode=require&channel_binding=require',
    );
    expect(url).toBe('postgres://ada:p%40ss%25@h:6543/app?sslmode=require');
  });
});
