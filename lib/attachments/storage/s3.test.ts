import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AttachmentId, newId } from '@/lib/ids';
import { listen } from '@/tests/support/listen';
import { s3Storage } from './s3';

const SECRET = 'a-secret-of-the-bucket';
const REGION = 'eu-central-1';

/** A server that speaks as much of S3 as is needed, and takes no request that isn't signed rightly. */
function createFakeS3() {
  const objects = new Map<string, { bytes: Buffer; type: string | undefined }>();
  const state = { failures: 0 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const path = request.url ?? '';
    if (state.failures > 0) {
      state.failures--;
      return response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>');
    }
    if (request.headers.authorization?.split('Signature=')[1] !== signatureOf(request)) {
      return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    }
    if (request.method === 'PUT') {
      objects.set(path, { bytes: Buffer.concat(chunks), type: request.headers['content-type'] });
      return response.end();
    }
    if (request.method === 'DELETE') {
      objects.delete(path);
      return response.writeHead(204).end();
    }
    const object = objects.get(path);
    return object
      ? response.end(object.bytes)
      : response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
  });
  return { server, objects, state };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signatureOf({ method, url, headers }: IncomingMessage): string {
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const canonicalHeaders = names.split(';').map((name) => `${name}:${headers[name]}\n`);
  const payload = headers['x-amz-content-sha256'];
  const request = [method, url, '', canonicalHeaders.join(''), names, payload].join('\n');
  const instant = String(headers['x-amz-date']);
  const scope = [instant.slice(0, 8), REGION, 's3', 'aws4_request'];
  const hash = createHash('sha256').update(request).digest('hex');
  const key = scope.reduce<string | Buffer>((key, part) => hmac(key, part), `AWS4${SECRET}`);
  return hmac(key, ['AWS4-HMAC-SHA256', instant, scope.join('/'), hash].join('\n')).toString('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

describe('S3', () => {
  const { server, objects, state } = createFakeS3();
  const id = newId<AttachmentId>();
  let endpoint = '';

  beforeAll(async () => {
    endpoint = `http://127.0.0.1:${await listen(server)}`;
  });
  beforeEach(() => {
    objects.clear();
    state.failures = 0;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const storage = (secretAccessKey = SECRET) =>
    s3Storage({ bucket: 'files', region: REGION, endpoint, accessKeyId: 'AKIATEST', secretAccessKey });

  it('gets back what was put, and nothing once it is deleted', async () => {
    const bytes = new Uint8Array([0, 255, 1, 254]);
    await storage().put(id, bytes, 'image/png');
    expect(objects.get(`/files/attachments/${id}`)).toEqual({ bytes: Buffer.from(bytes), type: 'image/png' });
    expect(await storage().get(id)).toEqual(bytes);
    await storage().delete(id);
    expect(objects.size).toBe(0);
    expect(await storage().get(id)).toBeUndefined();
    await storage().delete(id);
  });

  it('is asked again when it is busy', async () => {
    state.failures = 2;
    await storage().put(id, new Uint8Array([1]), 'text/plain');
    expect(objects.size).toBe(1);
  });

  it('says what the server said when it refuses', async () => {
    const wrong = storage('another-secret');
    const act = [
      () => wrong.put(id, new Uint8Array([1]), 'text/plain'),
      () => wrong.get(id),
      () => wrong.delete(id),
    ];
    for (const attempt of act)
      await expect(attempt()).rejects.toThrow('S3 answered 403 SignatureDoesNotMatch.');
    expect(objects.size).toBe(0);
  });
});
