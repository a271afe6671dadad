import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { listen } from '@/tests/support/listen';
import { meteringOf, settled } from '@/tests/support/metering';
import { type SilentServer, startSilentServer } from '@/tests/support/silent-server';
import { catalogModelById } from '../models/catalog-by-id';
import { DEMO_MODELS } from '../models/demo-models';
import { callModel } from './call-model';
import { ChatReader } from './chat-completions/read';
import { newCaller } from './testing/caller';

const server = vi.hoisted(() => ({ url: '' }));
vi.mock('../models/upstream', async () => {
  const { upstreamFetch } = await import('../models/upstream-fetch');
  const fetch = (_: string, init: RequestInit) => upstreamFetch(server.url, init);
  return {
    upstream: { provider: 'compatible', baseUrl: 'https://models.example/v1', apiKey: 'none', fetch },
  };
});

describeOnDatabases('a call through the API whose caller leaves', (db) => {
  let silent: SilentServer;
  let caller: AbortController;
  const deaf = createServer(() => caller.abort());
  let deafUrl: string;

  beforeAll(async () => {
    silent = await startSilentServer();
    deafUrl = `http://127.0.0.1:${await listen(deaf)}`;
  });
  afterAll(() => {
    silent.close();
    deaf.closeAllConnections();
    deaf.close();
  });

  /** Calls what is at an address. @returns the answer, and what the books say of it */
  async function call(url: string) {
    server.url = url;
    caller = new AbortController();
    const from = await newCaller(db());
    const { response, isVoided } = await callModel(meteringOf(db()), {
      caller: from,
      model: DEMO_MODELS[0] ?? catalogModelById('tokentally-demo', 'demo'),
      demand: { promptTokens: 3 },
      path: '/chat/completions',
      promptParam: 'messages',
      toBody: () => ({}),
      openReader: (tally) => new ChatReader(tally, false),
      stop: caller.signal,
    });
    const { error } = await response.json();
    return { error, isVoided: isVoided?.() ?? false, ...(await settled(db(), from.user.id)) };
  }

  // Each try of a caller with a time-out of a few seconds was billed for its prompt while upstream couldn't be reached.
  it('while the connection to upstream is being made is billed to nobody', async () => {
    void silent.nextCaller().then(() => caller.abort());
    const { error, isVoided, calls, entries } = await call(silent.url);
    expect(error).toMatchObject({
      code: 'stopped',
      message: expect.stringContaining('Nothing was charged.'),
    });
    expect([isVoided, calls.map(({ state }) => state), entries]).toEqual([true, ['voided'], []]);
  });

  it('after it was sent is billed for its prompt', async () => {
    const { error, isVoided, entries } = await call(deafUrl);
    expect(error).toMatchObject({
      code: 'stopped',
      message: expect.stringContaining('You pay for the prompt.'),
    });
    expect(isVoided).toBe(false);
    expect(entries).toMatchObject([{ outcome: 'stopped', uncachedTokens: 3 }]);
  });
});
