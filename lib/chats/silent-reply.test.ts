import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { tool } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, newUser, within } from '@/tests/support/metering';
import { ledgerEntries } from '../db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { Checkpointer } from '../metering/checkpointer';
import type { Metering } from '../metering/context';
import { DEMO_MODELS } from '../models/demo-models';
import { parseUsd } from '../money';
import { answer } from './answer';
import { loadChat } from './load-chat';

type Upstream = ReadableStreamDefaultController<LanguageModelV4StreamPart>;

const FIVE_MINUTES_MS = 5 * 60_000;

const { upstream } = vi.hoisted(() => ({ upstream: { answer: (_: Upstream) => {} } }));

vi.mock('../models/upstream', async (importOriginal) => ({
  ...(await importOriginal<typeof import('../models/upstream')>()),
  languageModel: () => ({
    unmetered: new MockLanguageModelV4({
      doStream: async () => ({ stream: new ReadableStream({ start: upstream.answer }) }),
    }),
  }),
}));

vi.mock('./tools', () => ({
  toolsOf: () => ({ look: tool({ inputSchema: z.object({}), execute: async () => 'seen' }) }),
}));

const finish = (unified: 'stop' | 'tool-calls'): LanguageModelV4StreamPart => ({
  type: 'finish',
  finishReason: { unified, raw: unified },
  usage: {
    inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: undefined, text: undefined, reasoning: 0 },
  },
});

/** Says something, and nothing after it. */
function say(answer: Upstream, delta: string): void {
  answer.enqueue({ type: 'text-start', id: '1' });
  answer.enqueue({ type: 'text-delta', id: '1', delta });
}

describeOnDatabases('a reply that falls silent', (db) => {
  let own: { userId: UserId; chatId: ChatId };

  beforeEach(async () => {
    own = { userId: await newUser(db()), chatId: newId<ChatId>() };
  });

  /** Asks, by a clock that can be put forward. */
  async function ask(metering: Metering = meteringOf(db())) {
    const [model] = DEMO_MODELS;
    if (!model) throw new Error('There is no demo model.');
    const message = { id: newId<MessageId>(), text: 'What is it?' };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    onTestFinished(() => void vi.useRealTimers());
    const { chunks } = await answer(metering, {
      ...own,
      model,
      message,
      spendLimit: within(parseUsd('1')),
    });
    let text = '';
    let error: string | undefined;
    const ended = (async () => {
      for await (const chunk of chunks) {
        if (chunk.type === 'text-delta') text += chunk.delta;
        if (chunk.type === 'error') error = chunk.errorText;
      }
    })();
    return {
      hasSaid: (said: string) => until(() => text.includes(said)),
      async end() {
        await ended;
        const { messages } = await loadChat(db(), own);
        return { error, reply: messages.at(-1) };
      },
    };
  }

  async function expectTooLong(asked: Awaited<ReturnType<typeof ask>>) {
    await asked.hasSaid('Half');
    await vi.advanceTimersByTimeAsync(FIVE_MINUTES_MS);
    const { error, reply } = await asked.end();
    expect(error).toContain('The model took too long to answer');
    expect(reply?.metadata?.status).toBe('failed');
  }

  // It was saved as stopped by the person, with no word of why it ended.
  it('fails, and says that the model took too long', async () => {
    upstream.answer = (answer) => say(answer, 'Half');
    const asked = await ask();
    await expectTooLong(asked);
    const entries = await db().select().from(ledgerEntries).where(eq(ledgerEntries.chatId, own.chatId));
    expect(entries).toMatchObject([{ outcome: 'failed', basis: 'estimated' }]);
  });

  // It counted as complete, as its last call that had ended was.
  it('fails also when an earlier step of it was whole', async () => {
    const steps = [
      (answer: Upstream) => {
        answer.enqueue({ type: 'tool-call', toolCallId: 'call-1', toolName: 'look', input: '{}' });
        answer.enqueue(finish('tool-calls'));
        answer.close();
      },
      (answer: Upstream) => say(answer, 'Half'),
    ];
    upstream.answer = (answer) => steps.shift()?.(answer);
    const asked = await ask();
    await expectTooLong(asked);
  });

  // An outage of more than five minutes cut the reply, though upstream had said all of it.
  it('is not what waits for the database, however long', async () => {
    let isAway = true;
    let failures = 0;
    const checkpointer = new Checkpointer(async () => {
      if (!isAway) return db();
      failures++;
      throw new Error('The database is away.');
    });
    upstream.answer = (answer) => {
      say(answer, 'one ');
      answer.enqueue({ type: 'text-delta', id: '1', delta: 'two three four '.repeat(20) });
      answer.enqueue({ type: 'text-delta', id: '1', delta: 'the end' });
      answer.enqueue({ type: 'text-end', id: '1' });
      answer.enqueue(finish('stop'));
      answer.close();
    };
    const asked = await ask({ db: db(), checkpointer });
    await until(() => failures > 0);
    await vi.advanceTimersByTimeAsync(2 * FIVE_MINUTES_MS);
    isAway = false;
    vi.useRealTimers();
    const { error, reply } = await asked.end();
    expect(error).toBeUndefined();
    expect(reply?.metadata?.status).toBe('complete');
    expect(JSON.stringify(reply?.parts)).toContain('the end');
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((done) => setImmediate(done));
}
