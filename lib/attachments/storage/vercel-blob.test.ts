import { type Dispatcher, getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AttachmentId, newId } from '@/lib/ids';
import { vercelBlobStorage } from './vercel-blob';

const TOKEN = 'vercel_blob_rw_STORE_secret';
const API = 'https://vercel.com';
const STORE = 'https://store.private.blob.vercel-storage.com';

/** The client takes no `fetch` of ours, so its requests are caught below it, in undici. */
describe('Vercel Blob', () => {
  const id = newId<AttachmentId>();
  const path = `attachments/${id}`;
  const authorization = `Bearer ${TOKEN}`;
  const storage = vercelBlobStorage(TOKEN);
  let network: MockAgent;
  let before: Dispatcher;

  beforeEach(() => {
    before = getGlobalDispatcher();
    network = new MockAgent();
    network.disableNetConnect();
    setGlobalDispatcher(network);
  });
  afterEach(async () => {
    network.assertNoPendingInterceptors();
    setGlobalDispatcher(before);
    await network.close();
  });

  it('puts a file into a private store, under its own name', async () => {
    const headers = {
      authorization,
      'x-content-type': 'image/png',
      'x-vercel-blob-access': 'private',
      'x-add-random-suffix': '0',
    };
    network
      .get(API)
      .intercept({ path: `/api/blob/?pathname=${encodeURIComponent(path)}`, method: 'PUT', headers })
      .reply(200, {
        url: `${STORE}/${path}`,
        pathname: path,
        downloadUrl: '',
        contentType: '',
        contentDisposition: '',
        etag: '',
      });
    await storage.put(id, new Uint8Array([1, 2]), 'image/png');
  });

  it('gets its bytes, or nothing', async () => {
    const asked = { path: `/${path}`, headers: { authorization } };
    network
      .get(STORE)
      .intercept(asked)
      .reply(200, Buffer.from([1, 2]));
    expect(await storage.get(id)).toEqual(new Uint8Array([1, 2]));
    network.get(STORE).intercept(asked).reply(404);
    expect(await storage.get(id)).toBeUndefined();
  });

  it('deletes it', async () => {
    const asked = {
      path: '/api/blob/delete',
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify({ urls: [path] }),
    };
    network.get(API).intercept(asked).reply(200, {});
    await storage.delete(id);
  });

  it('says so when it refuses', async () => {
    network
      .get(STORE)
      .intercept({ path: `/${path}` })
      .reply(403);
    await expect(storage.get(id)).rejects.toThrow('403');
  });
});
