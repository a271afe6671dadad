import { AwsClient } from 'aws4fetch';
import type { AttachmentId } from '@/lib/ids';
import { type BlobStorage, blobName, STORAGE_TIMEOUT_MS } from './blob-storage';

export interface S3Settings {
  bucket: string;
  region: string;
  /** Without the bucket. */
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const RETRIES = 2;

/** Keeps bytes in a bucket of S3, or of any server that speaks like it: R2, MinIO, Ceph. */
export function s3Storage({
  bucket,
  region,
  endpoint,
  accessKeyId,
  secretAccessKey,
}: S3Settings): BlobStorage {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES });

  async function request(method: string, id: AttachmentId, body?: RequestInit): Promise<Response> {
    // The bucket in the path, not in the host: all servers know it so.
    const url = `${endpoint}/${bucket}/${blobName(id)}`;
    return client.fetch(url, { ...body, method, signal: AbortSignal.timeout(STORAGE_TIMEOUT_MS) });
  }

  return {
    async put(id, bytes, mediaType) {
      const headers = { 'Content-Type': mediaType };
      await expectOk(await request('PUT', id, { body: Buffer.from(bytes), headers }));
    },
    async get(id) {
      const response = await request('GET', id);
      if (response.status === 404) return undefined;
      await expectOk(response);
      return new Uint8Array(await response.arrayBuffer());
    },
    async delete(id) {
      const response = await request('DELETE', id);
      if (response.status !== 404) await expectOk(response);
    },
  };
}

/** S3 says what is wrong in XML, of which the code is for the operator. */
async function expectOk(response: Response): Promise<void> {
  if (response.ok) return;
  const code = /<Code>([\w.]+)<\/Code>/.exec(await response.text())?.[1];
  throw new Error(`S3 answered ${response.status}${code ? ` ${code}` : ''}.`);
}
