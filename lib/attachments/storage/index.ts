import 'server-only';
import type { attachments } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { env } from '@/lib/env';
import type { BlobStorage } from './blob-storage';
import { databaseStorage } from './database';

export type StorageKind = (typeof attachments.$inferSelect)['storage'];

export interface Storages {
  /** Where new files go. */
  readonly chosen: StorageKind;
  /** Older ones are where they were put. Its client is loaded when it is first needed. */
  open(kind: StorageKind): Promise<BlobStorage>;
}

/** The storages that are set up. */
export function storagesOf(db: Database): Storages {
  return {
    chosen: env.ATTACHMENT_STORAGE ?? firstSetUp(),
    open: (kind) => open(kind, db),
  };
}

/** No default: of a storage that is missing here, the files would go to the database. */
async function open(kind: StorageKind, db: Database): Promise<BlobStorage> {
  switch (kind) {
    case 'database':
      return databaseStorage(db);
    case 's3':
      return openS3();
    case 'vercel-blob':
      return openVercelBlob();
  }
}

function firstSetUp(): StorageKind {
  if (env.S3_BUCKET) return 's3';
  return env.BLOB_READ_WRITE_TOKEN ? 'vercel-blob' : 'database';
}

async function openS3(): Promise<BlobStorage> {
  const { S3_BUCKET: bucket, S3_REGION: region, S3_ENDPOINT } = env;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!bucket || !accessKeyId || !secretAccessKey)
    throw new Error('A file is in S3, and S3_BUCKET is not set.');
  const { s3Storage } = await import('./s3');
  const endpoint = S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`;
  return s3Storage({ bucket, region, endpoint, accessKeyId, secretAccessKey });
}

async function openVercelBlob(): Promise<BlobStorage> {
  const { BLOB_READ_WRITE_TOKEN: token } = env;
  if (!token) throw new Error('A file is in Vercel Blob, and BLOB_READ_WRITE_TOKEN is not set.');
  const { vercelBlobStorage } = await import('./vercel-blob');
  return vercelBlobStorage(token);
}
