import type { Storages } from '../storage';

/** A storage outside that keeps everything in memory, and does nothing while it is broken. */
export function memoryStorages() {
  const blobs = new Map<string, Uint8Array>();
  const state = { broken: false };
  const work = async <T>(act: () => T): Promise<T> => {
    if (state.broken) throw new Error('The storage is away.');
    return act();
  };
  const storages: Storages = {
    chosen: 's3',
    open: async () => ({
      put: (id, bytes) => work(() => void blobs.set(id, bytes)),
      get: (id) => work(() => blobs.get(id)),
      delete: (id) => work(() => void blobs.delete(id)),
    }),
  };
  return { storages, blobs, state };
}
