import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GET as readAlong } from '@/app/api/chat/[chatId]/stream/route';
import { readChat } from '@/app/chat/actions';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser } from '@/tests/support/metering';
import { afterReply } from './after-reply';
import { apiRoute } from './api/route';
import { chats, generations } from './db/schema';
import { type ChatId, type GenerationId, type MessageId, newId, type UserId } from './ids';
import { openGeneration } from './metering/open';
import { picoUsd } from './money';

const { authenticate, currentUser, getDb, relay, later } = vi.hoisted(() => ({
  authenticate: vi.fn(),
  currentUser: vi.fn(),
  getDb: vi.fn(),
  relay: vi.fn(),
  later: [] as unknown[],
}));
vi.mock('next/server', () => ({ after: (task: unknown) => void later.push(task) }));
vi.mock('node:timers/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:timers/promises')>();
  return { ...original, setTimeout: () => original.setImmediate() };
});
vi.mock('@/lib/api-keys/authenticate-often', () => ({ authenticator: { authenticate } }));
vi.mock('@/lib/auth', () => ({ currentUser, requireUser: currentUser }));
vi.mock('@/lib/db/client', () => ({ getDb }));
vi.mock('@/lib/openmeter/relay', () => ({ relay }));
vi.mock('@/lib/env', async (importOriginal) => ({
  ...(await importOriginal<typeof import('@/lib/env')>()),
  isServerless: true,
}));

describeOnDatabases('where nothing runs between requests, a reply whose function dies', (db) => {
  let userId: UserId;
  let chatId: ChatId;
  let generationId: GenerationId;

  beforeEach(async () => {
    userId = await newUser(db());
    chatId = newId<ChatId>();
    getDb.mockResolvedValue(db());
    currentUser.mockResolvedValue({ id: userId, kind: 'member' });
    await db().insert(chats).values({ id: chatId, userId, title: 'Tokens', model: 'tokentally-demo' });
    const elsewhere = meteringOf(db());
    const call = callOf(userId, { chatId, messageId: newId<MessageId>() });
    ({ id: generationId } = await openGeneration(elsewhere, call, { promptTokens: 10 }));
    elsewhere.checkpointer.remove(generationId);
  });
  afterEach(() => {
    later.length = 0;
    vi.clearAllMocks();
  });

  /** As it is seen when the last sign of life is so long ago. */
  const silentFor = (seconds: number) =>
    db()
      .update(generations)
      .set({ outputText: 'Tokens are', aliveAt: sql`now() - make_interval(secs => ${seconds}::float8)` })
      .where(eq(generations.id, generationId));

  const outcomes = async () => (await booksOf(db(), userId)).entries.map(({ outcome }) => outcome);

  // It was looked for once, as the page began to read along: some seconds after the last sign of life, when it is too early.
  it('is ended for who reads along, and what it used is sent', async () => {
    await silentFor(5);
    const params = Promise.resolve({ chatId });
    const answer = await readAlong(new Request('https://chat.example.com'), { params });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let events = '';
    const readOn = async () => {
      const { done, value = '' } = (await reader?.read()) ?? { done: true };
      events += value;
      return !done;
    };
    while (!events.includes('Tokens are')) await readOn();
    expect(later).toEqual([]);
    await silentFor(16);
    while (await readOn());
    expect(events).toContain('"status":"failed"');
    expect(await outcomes()).toEqual(['failed']);
    await Promise.all(later);
    expect(relay).toHaveBeenCalled();
  });

  // Where the stream was closed in good order, the page asked for the chat for ever.
  it('is ended for who asks for its chat again and again', async () => {
    await silentFor(5);
    expect(await readChat(chatId)).toMatchObject({ replying: true });
    await Promise.all(later);
    expect(await outcomes()).toEqual([]);
    await silentFor(16);
    await readChat(chatId);
    await Promise.all(later);
    expect(await readChat(chatId)).toMatchObject({ replying: false });
    expect(await outcomes()).toEqual(['failed']);
  });

  // Who asked something new, and so awaited it no more, had it held against their allowance until the next day's cron job.
  it('is ended after the next reply, whoever gets that', async () => {
    await silentFor(16);
    await afterReply(userId, new Date());
    expect(await outcomes()).toEqual(['failed']);
  });

  // They were told to wait until it has ended, which it did with the next day's cron job.
  it('is ended for who is refused over the API for what it holds, and tries again', async () => {
    authenticate.mockResolvedValue({ user: { id: userId }, key: { id: 'key' } });
    const [held] = (await booksOf(db(), userId)).calls;
    const call = callOf(userId, { via: 'api', allowancePico: picoUsd(held?.holdPico ?? 0n) });
    const post = apiRoute(async () => {
      const generation = await openGeneration(meteringOf(db()), call, { promptTokens: 10 });
      await generation.void();
      return { response: new Response() };
    });
    const ask = async () => (await post(new Request('https://chat.example.com/v1/chat/completions'))).status;
    await silentFor(16);
    expect(await ask()).toBe(429);
    await Promise.all(later);
    expect(await outcomes()).toEqual(['failed']);
    expect(await ask()).toBe(200);
  });
});
