import { DrizzleQueryError, eq, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { createKey } from '@/lib/api-keys/create';
import { idempotentAnswers } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import type { ApiKeyId } from '@/lib/ids';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { watched } from '@/tests/support/watched';
import type { ApiAnswer } from '../route';
import { answerOnce, claimOf } from './answer-once';
import { LONGEST_KEPT_BYTES } from './kept-text';
import { claim, KEPT_SECONDS, look, store } from './store';

const { later } = vi.hoisted(() => ({ later: [] as Promise<unknown>[] }));
vi.mock('next/server', () => ({ after: (task: Promise<unknown>) => void later.push(task) }));

const body = { model: 'm', messages: [] };

describeOnDatabases('a request with an Idempotency-Key', (db) => {
  async function newApiKey(): Promise<ApiKeyId> {
    const userId = await newUser(db());
    return (await createKey(db(), { userId, name: 'test' })).id;
  }
  const claimBy = (apiKeyId: ApiKeyId, asked: object = body) => claimOf(apiKeyId, 'a', '/v1/x', asked);
  const longAgo = (seconds: number) => sql`now() - make_interval(secs => ${seconds}::int)`;

  /** Answers with a number of its own each time it is asked. */
  function newCounter() {
    let asked = 0;
    return { times: () => asked, answer: async (): Promise<ApiAnswer> => answerOf(`answer ${++asked}`) };
  }

  it('is answered once, and then with the same', async () => {
    const request = claimBy(await newApiKey());
    const { answer, times } = newCounter();
    const first = await answerOnce(db(), request, answer);
    expect(await first.response.text()).toBe('answer 1');
    await first.ended;
    const { response } = await answerOnce(db(), request, answer);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('idempotency-replayed')).toBe('true');
    expect(response.headers.get('x-request-id')).toBe('id of answer 1');
    expect(response.headers.get('x-should-retry')).toBeNull();
    expect(await response.text()).toBe('answer 1');
    expect(times()).toBe(1);
  });

  // OpenAI's clients tried the second 502 again by themselves, in vain.
  it('says of a failure that is sent again, as of the first, that trying again helps nothing', async () => {
    const request = claimBy(await newApiKey());
    const failure = async () => answerOf('failed', 'the first', 502);
    await (await answerOnce(db(), request, failure)).ended;
    const { status, headers } = (await answerOnce(db(), request, failure)).response;
    expect([status, headers.get('x-should-retry')]).toEqual([502, 'false']);
  });

  it('is answered once when it comes several times at the same moment', async () => {
    const request = claimBy(await newApiKey());
    const { answer, times } = newCounter();
    const texts = Array.from({ length: 5 }, async () =>
      (await answerOnce(db(), request, answer)).response.text(),
    );
    expect(new Set(await Promise.all(texts))).toEqual(new Set(['answer 1']));
    expect(times()).toBe(1);
  });

  // Each that waited looked for itself ten times a second, and none of the limits counts one that waits.
  it('is looked for by all that wait for it together', async () => {
    const request = claimBy(await newApiKey());
    const held = await claim(db(), request);
    if (!held) throw new Error('The key is taken.');
    const waiting = 200;
    let [claims, looks] = [0, 0];
    let allWait = () => {};
    const whenAllWait = new Promise<void>((resolve) => {
      allWait = resolve;
    });
    const database = watched(db(), async (text, execute) => {
      const isLook = text.includes('select request_hash');
      if (isLook) looks++;
      if (isLook && looks === 1) await whenAllWait;
      if (isLook && looks === 2) {
        const rest = { contentType: 'text/plain', requestId: 'id of the first', body: 'the first' };
        await store(db(), held, { status: 200, ...rest });
      }
      const answer = await execute();
      if (text.includes('insert into') && ++claims === waiting) allWait();
      return answer;
    });
    const texts = Array.from({ length: waiting }, async () => {
      const { response } = await answerOnce(database, request, newCounter().answer);
      return response.text();
    });
    expect(new Set(await Promise.all(texts))).toEqual(new Set(['the first']));
    expect(looks).toBeLessThan(5);
  });

  // It was all read at once to be kept, and waited in memory for a caller that read nothing.
  it('is read no further than its caller reads, once it is too large to be kept', async () => {
    let pieces = 0;
    const mebibyte = new Uint8Array(2 ** 20);
    const source = new ReadableStream<Uint8Array>({
      pull(writer) {
        if (++pieces > 50) writer.close();
        else writer.enqueue(mebibyte);
      },
    });
    const answer = async () => ({ response: new Response(source), ended: Promise.resolve() });
    const { response, ended } = await answerOnce(db(), claimBy(await newApiKey()), answer);
    await ended;
    expect(pieces).toBeLessThan(10);
    expect((await response.arrayBuffer()).byteLength).toBe(50 * mebibyte.length);
  });

  it('is kept whole when the caller leaves before its end', async () => {
    const request = claimBy(await newApiKey());
    const { answer } = newCounter();
    const { response, ended } = await answerOnce(db(), request, answer);
    await response.body?.cancel();
    await ended;
    expect(await (await answerOnce(db(), request, answer)).response.text()).toBe('answer 1');
  });

  it('is refused when its key was used for another body or another path', async () => {
    const apiKeyId = await newApiKey();
    const { answer, times } = newCounter();
    await (await answerOnce(db(), claimBy(apiKeyId), answer)).ended;
    for (const other of [claimBy(apiKeyId, { ...body, seed: 1 }), claimOf(apiKeyId, 'a', '/v1/y', body)]) {
      await expect(answerOnce(db(), other, answer)).rejects.toMatchObject({
        status: 409,
        code: 'idempotency_key_reused',
        headers: { 'x-should-retry': 'false' },
      });
    }
    expect(times()).toBe(1);
  });

  it('has nothing to do with the same key of another caller', async () => {
    const { answer, times } = newCounter();
    await (await answerOnce(db(), claimBy(await newApiKey()), answer)).ended;
    await (await answerOnce(db(), claimBy(await newApiKey()), answer)).ended;
    expect(times()).toBe(2);
  });

  it('may be tried again when it was refused', async () => {
    const request = claimBy(await newApiKey());
    const refuse = () => Promise.reject(new Error('refused'));
    await expect(answerOnce(db(), request, refuse)).rejects.toThrow('refused');
    const { response } = await answerOnce(db(), request, newCounter().answer);
    expect(await response.text()).toBe('answer 1');
  });

  it('may be tried again when it was refused after its stream had begun', async () => {
    const request = claimBy(await newApiKey());
    const refused = { ...answerOf('refused'), isVoided: () => true };
    const { response, ended } = await answerOnce(db(), request, async () => refused);
    expect(await response.text()).toBe('refused');
    await ended;
    const second = await answerOnce(db(), request, newCounter().answer);
    expect(await second.response.text()).toBe('answer 1');
  });

  // A function that ended with its answer left the key taken.
  it('keeps its function until it is known that it was refused, though its caller does not wait', async () => {
    const request = claimBy(await newApiKey());
    const { database } = failingOnce(db(), 'and status is null');
    const refuse = () => Promise.reject(new Error('refused'));
    await expect(answerOnce(database, request, refuse)).rejects.toThrow('refused');
    await Promise.all(later);
    expect(await look(db(), request)).toBeUndefined();
  });

  // The key was taken for 24 hours by a request that had never been sent.
  it('may be tried again when it was refused and the database was away for the moment', async () => {
    const request = claimBy(await newApiKey());
    const { database, failures } = failingOnce(db(), 'and status is null');
    const refuse = () => Promise.reject(new Error('refused'));
    await expect(answerOnce(database, request, refuse)).rejects.toThrow('refused');
    const { response } = await answerOnce(db(), request, newCounter().answer);
    expect(await response.text()).toBe('answer 1');
    expect(failures()).toBe(1);
  });

  // It was delivered and billed, but not there for who sent it again.
  it('is answered with the same though the database was away when the first ended', async () => {
    const request = claimBy(await newApiKey());
    const { database, failures } = failingOnce(db(), 'set status');
    const { answer, times } = newCounter();
    const first = await answerOnce(database, request, answer);
    expect(await first.response.text()).toBe('answer 1');
    await first.ended;
    expect(await (await answerOnce(db(), request, answer)).response.text()).toBe('answer 1');
    expect([times(), failures()]).toEqual([1, 1]);
  });

  it('is answered whole when that is too large to be kept, and then told so, with the first’s id', async () => {
    const request = claimBy(await newApiKey());
    let times = 0;
    const long = 'a'.repeat(LONGEST_KEPT_BYTES + 1);
    const answer = async () => answerOf(long, `answer ${++times}`);
    const first = await answerOnce(db(), request, answer);
    expect((await first.response.text()).length).toBe(LONGEST_KEPT_BYTES + 1);
    await first.ended;
    await expect(answerOnce(db(), request, answer)).rejects.toMatchObject({
      status: 409,
      code: 'idempotency_answer_too_large',
      headers: { 'x-should-retry': 'false', 'x-request-id': 'answer 1' },
    });
    expect(times).toBe(1);
  });

  it('is a new one after 24 hours', async () => {
    const apiKeyId = await newApiKey();
    const request = claimBy(apiKeyId);
    const { answer } = newCounter();
    await (await answerOnce(db(), request, answer)).ended;
    await db()
      .update(idempotentAnswers)
      .set({ claimedAt: longAgo(KEPT_SECONDS) })
      .where(eq(idempotentAnswers.apiKeyId, apiKeyId));
    expect(await (await answerOnce(db(), request, answer)).response.text()).toBe('answer 2');
  });

  it('has a key of 255 characters at most', async () => {
    const apiKeyId = await newApiKey();
    expect(claimOf(apiKeyId, 'k'.repeat(255), '/v1/x', body).key).toHaveLength(255);
    expect(() => claimOf(apiKeyId, 'k'.repeat(256), '/v1/x', body)).toThrow('at most. Send a shorter one.');
  });
});

function answerOf(text: string, requestId = `id of ${text}`, status = 200): ApiAnswer {
  const response = new Response(text, {
    status,
    headers: { 'content-type': 'text/event-stream', 'x-request-id': requestId },
  });
  return { response, ended: Promise.resolve() };
}

/** A database that can't be reached by the first statement with these words. */
function failingOnce(db: Database, words: string) {
  let failures = 0;
  const database = watched(db, async (text, execute) => {
    if (failures > 0 || !text.includes(words)) return execute();
    failures++;
    throw new DrizzleQueryError(text, [], Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
  });
  return { database, failures: () => failures };
}
