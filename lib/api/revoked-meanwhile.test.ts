import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, newUser } from '@/tests/support/metering';
import { authenticate } from '../api-keys/authenticate';
import { createKey } from '../api-keys/create';
import { revokeKey } from '../api-keys/revoke';
import { chatRequest } from './chat-completions/request';
import { modelRoute } from './model-route';

const { lookUp, getMetering } = vi.hoisted(() => ({ lookUp: vi.fn(), getMetering: vi.fn() }));
vi.mock('next/server', () => ({ after: () => {} }));
vi.mock('../api-keys/authenticate-often', () => ({ authenticator: { authenticate: lookUp } }));
vi.mock('../billing/budgets/alerts', () => ({}));
vi.mock('../after-reply', () => ({ afterReply: async () => {} }));
vi.mock('../metering/context', () => ({ getMetering }));

describeOnDatabases('a key that is revoked while the body of its request comes', (db) => {
  // It was looked at before the body, which may take minutes, and never again.
  it.each<[string, Record<string, string>]>([
    ['a call', {}],
    ['a call with an Idempotency-Key', { 'Idempotency-Key': 'a' }],
  ])('begins no more: %s', async (_, headers) => {
    // As the app does, but that nothing is remembered for half a second.
    const getDb = async () => db();
    lookUp.mockImplementation((authorization: string | null) => authenticate(getDb, authorization));
    getMetering.mockResolvedValue(meteringOf(db()));
    const userId = await newUser(db());
    const { id, key } = await createKey(db(), { userId, name: 'test' });
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(writer) {
          await revokeKey(db(), { userId, id });
          const asked = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };
          writer.enqueue(new TextEncoder().encode(JSON.stringify(asked)));
          writer.close();
        },
      },
      { highWaterMark: 0 },
    );
    const create = vi.fn(async () => ({ response: new Response('answered') }));
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${key}` },
      body,
      duplex: 'half',
    };
    const request = new Request('https://chat.example.com/v1/chat/completions', init);
    const answer = await modelRoute(chatRequest, create)(request);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
    expect(create).not.toHaveBeenCalled();
  });
});
