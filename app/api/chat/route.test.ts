import { APICallError, type LanguageModelV4StreamResult } from '@ai-sdk/provider';
import { convertArrayToReadableStream, MockLanguageModelV4 } from 'ai/test';
import { DrizzleQueryError } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { readOwnBudget } from '@/lib/billing/budgets/budget';
import { setBudget } from '@/lib/billing/budgets/set';
import { percentsOf } from '@/lib/billing/budgets/testing/alerts';
import { says } from '@/lib/chats/testing/model-steps';
import { type ChatId, type MessageId, newId, type UserId } from '@/lib/ids';
import { log } from '@/lib/log';
import { parseUsd } from '@/lib/money';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, newUser } from '@/tests/support/metering';
import { POST } from './route';

const { requireUser, getDb, kickRelay, upstream, later } = vi.hoisted(() => ({
  requireUser: vi.fn(),
  getDb: vi.fn(),
  kickRelay: vi.fn(),
  upstream: vi.fn(async (): Promise<LanguageModelV4StreamResult> => {
    throw new TypeError('terminated');
  }),
  later: [] as unknown[],
}));
vi.mock('next/server', () => ({
  after: (task: unknown) => void later.push(typeof task === 'function' ? task() : task),
}));
vi.mock('@/lib/auth', () => ({ requireUser }));
vi.mock('@/lib/db/client', () => ({ getDb }));
vi.mock('@/lib/openmeter/relay', () => ({ kickRelay }));
vi.mock('@/lib/models/upstream', async (importOriginal) => ({
  ...(await importOriginal<typeof import('@/lib/models/upstream')>()),
  languageModel: () => ({ unmetered: new MockLanguageModelV4({ doStream: () => upstream() }) }),
}));

const BUDGET = { sumPico: parseUsd('0.000001'), stop: false };

describeOnDatabases('a reply that fails before its first word', (db) => {
  let userId: UserId;

  beforeEach(async () => {
    userId = await newUser(db());
    getDb.mockResolvedValue(db());
    requireUser.mockResolvedValue({ id: userId, kind: 'member' });
  });
  afterEach(() => {
    globalThis.tokentallyCheckpointer = undefined;
    later.length = 0;
    vi.clearAllMocks();
  });

  async function ask(chatId = newId<ChatId>()): Promise<Response> {
    const parts = [{ type: 'text', text: 'What is a token?' }];
    const message = { id: newId<MessageId>(), role: 'user', parts };
    const body = JSON.stringify({ chatId, model: 'tokentally-demo', message });
    const answer = await POST(new Request('https://chat.example.com/api/chat', { method: 'POST', body }));
    await Promise.all(later);
    return answer;
  }

  // The prompt of a failed reply is billed, but nothing sent its event, and the budget's alert came with another reply.
  it('is told to OpenMeter, and to who set a budget', async () => {
    await setBudget(db(), userId, BUDGET);
    expect((await ask()).status).toBe(502);
    expect((await booksOf(db(), userId)).entries).toMatchObject([{ outcome: 'failed' }]);
    expect(kickRelay).toHaveBeenCalledTimes(1);
    expect(await percentsOf(db(), userId)).toEqual([50, 75, 90, 100]);
  });

  // The SDK waited for as long as it was told to: nothing was on record that could be stopped, and asked again it was
  // answered twice.
  it('because the model is busy for longer tells so at once, and is not tried again', async () => {
    upstream.mockRejectedValueOnce(
      new APICallError({
        message: 'Too many requests.',
        url: 'https://upstream.example',
        requestBodyValues: {},
        statusCode: 429,
        responseHeaders: { 'retry-after': '14' },
      }),
    );
    const answer = await ask();
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '14']);
    expect(await answer.json()).toMatchObject({ error: { code: 'upstream_busy' } });
    expect(upstream).toHaveBeenCalledTimes(1);
    expect((await booksOf(db(), userId)).calls).toMatchObject([{ state: 'voided' }]);
  });

  // The person read that the database can't be reached.
  it('tells why, also when the database fails after that', async () => {
    const warn = vi.spyOn(log, 'warn');
    onTestFinished(() => void vi.restoreAllMocks());
    vi.spyOn(db(), 'update').mockImplementation(() => {
      throw new DrizzleQueryError('update', [], Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    });
    const answer = await ask();
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ error: { code: 'upstream_unreachable' } });
    expect(warn).toHaveBeenCalledWith(
      expect.objectContaining({ err: expect.any(DrizzleQueryError) }),
      'a turn that came to nothing could not be undone',
    );
  });

  // The chat never had a title, and each use of it asked for one for twenty seconds.
  it('leaves it to the next one to have the chat given a title', async () => {
    const chatId = newId<ChatId>();
    await ask(chatId);
    expect((await booksOf(db(), userId)).calls.map(({ via }) => via)).toEqual(['chat']);
    const answered = async () => ({ stream: convertArrayToReadableStream([...says('A piece of a word.')]) });
    upstream.mockImplementationOnce(answered);
    expect((await ask(chatId)).status).toBe(200);
    expect((await booksOf(db(), userId)).calls.map(({ via }) => via)).toEqual(['chat', 'chat', 'title']);
    upstream.mockImplementationOnce(answered);
    await ask(chatId);
    expect((await booksOf(db(), userId)).calls.at(-1)).toMatchObject({ via: 'chat', state: 'settled' });
  });

  it('is in the log with whose it was', async () => {
    const info = vi.spyOn(log, 'info');
    onTestFinished(() => void vi.restoreAllMocks());
    await ask();
    expect(info).toHaveBeenCalledExactlyOnceWith(
      { code: 'upstream_unreachable', path: '/api/chat', userId },
      'a request was refused',
    );
  });

  it('is held against a budget that is set meanwhile', async () => {
    upstream.mockImplementationOnce(async () => {
      expect(await readOwnBudget(db(), userId)).toBeNull();
      await setBudget(db(), userId, BUDGET);
      throw new TypeError('terminated');
    });
    await ask();
    expect(await percentsOf(db(), userId)).toEqual([50, 75, 90, 100]);
  });
});
