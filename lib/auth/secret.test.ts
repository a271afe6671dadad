import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { existingSecret, findSecret } from './secret';

vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs/promises')>();
  return { ...original, link: vi.fn(original.link) };
});

describe('the secret of sessions', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokentally-secret-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const inDevelopment = () =>
    findSecret({ AUTH_SECRET: undefined, DATA_DIR: join(folder, 'data'), isProduction: false });

  it('is AUTH_SECRET where it is set', async () => {
    const AUTH_SECRET = 's'.repeat(44);
    expect(await findSecret({ AUTH_SECRET, DATA_DIR: folder, isProduction: true })).toBe(AUTH_SECRET);
  });

  it('is made in development and stays the same', async () => {
    const made = await inDevelopment();
    expect(Buffer.from(made, 'base64')).toHaveLength(33);
    expect(await inDevelopment()).toBe(made);
  });

  it('is one, when several processes make it at once', async () => {
    const secrets = await Promise.all([inDevelopment(), inDevelopment(), inDevelopment()]);
    expect(new Set(secrets).size).toBe(1);
  });

  // `npm run dev` ended with "EPERM: operation not permitted, link".
  it('is one on a file system that has no links, too', async () => {
    const noLinks = Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
    vi.mocked(link).mockRejectedValueOnce(noLinks);
    const made = await inDevelopment();
    expect(await inDevelopment()).toBe(made);
    expect(await readdir(join(folder, 'data'))).toEqual(['auth-secret']);
  });

  // The secret was '' from then on, and nobody could sign in, without a word of it.
  it('is made anew where the machine lost its power before anything was in the file', async () => {
    const DATA_DIR = join(folder, 'data');
    await mkdir(DATA_DIR);
    await writeFile(join(DATA_DIR, 'auth-secret'), '');
    const made = await inDevelopment();
    expect(Buffer.from(made, 'base64')).toHaveLength(33);
    expect(await inDevelopment()).toBe(made);
    expect(await readdir(DATA_DIR)).toEqual(['auth-secret']);
  });

  it.skipIf(process.platform === 'win32')('is kept in a file that only its owner reads', async () => {
    const made = await inDevelopment();
    const file = join(folder, 'data', 'auth-secret');
    expect((await readFile(file, 'utf8')).trim()).toBe(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is demanded in production, with the command that makes one', async () => {
    const found = findSecret({ AUTH_SECRET: undefined, DATA_DIR: folder, isProduction: true });
    await expect(found).rejects.toThrow(/AUTH_SECRET is not set.*openssl rand -base64 33/);
  });

  it('is found by a command where it is a variable, or was made by the app', async () => {
    const DATA_DIR = join(folder, 'data');
    const made = await inDevelopment();
    // With the file's name: links to new passwords were made with it for an app that ran in production with another one.
    const file = join(DATA_DIR, 'auth-secret');
    expect(await existingSecret({ AUTH_SECRET: undefined, DATA_DIR })).toEqual({ value: made, file });
    const AUTH_SECRET = 's'.repeat(44);
    expect(await existingSecret({ AUTH_SECRET, DATA_DIR })).toEqual({ value: AUTH_SECRET });
  });

  // The link to a new password was sealed with a secret that the app didn't have, and so led nowhere.
  it('is never made by a command', async () => {
    expect(await existingSecret({ AUTH_SECRET: undefined, DATA_DIR: folder })).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });
});
