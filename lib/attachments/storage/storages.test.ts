import { afterEach, expect, it, vi } from 'vitest';
import { env } from '@/lib/env';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { findAttachment, readBytes } from '../read';
import { saveAttachment } from '../save';
import { memoryStorages } from '../testing/memory-storage';
import { png } from '../testing/sample-files';

const fake = vi.hoisted(() => ({ s3Storage: vi.fn() }));
vi.mock('./s3', () => fake);
vi.mock('@/lib/env', async (load) => {
  const { env } = await load<typeof import('@/lib/env')>();
  const bucket = { S3_BUCKET: 'files', S3_ACCESS_KEY_ID: 'AKIATEST', S3_SECRET_ACCESS_KEY: 'secret' };
  return { env: { ...env, ...bucket, BLOB_READ_WRITE_TOKEN: 'vercel_blob_rw_STORE_secret' } };
});

describeOnDatabases('where files are kept', (db) => {
  afterEach(() => void Object.assign(env, { ATTACHMENT_STORAGE: undefined }));

  // As long as the bucket was set up, everything went there; and without it, what was there could not be read.
  it('is what ATTACHMENT_STORAGE says, and old files are read where they are', async () => {
    const { storages, blobs } = memoryStorages();
    fake.s3Storage.mockReturnValue(await storages.open('s3'));
    const userId = await newUser(db());
    const save = (bytes: Buffer) => saveAttachment({ db: db() }, { userId, name: 'cat.png', bytes });
    const old = await save(png(8, 8));
    Object.assign(env, { ATTACHMENT_STORAGE: 'database' });
    const young = await save(png(16, 16));
    expect([...blobs.keys()]).toEqual([old.id]);
    for (const [{ id }, storage, bytes] of [
      [old, 's3', png(8, 8)],
      [young, 'database', png(16, 16)],
    ] as const) {
      const found = await findAttachment(db(), { userId, id });
      expect(found.storage).toBe(storage);
      expect(Buffer.from((await readBytes({ db: db() }, found)) ?? [])).toEqual(bytes);
    }
  });
});
