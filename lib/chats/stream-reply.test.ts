import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { tool } from 'ai';
import { convertArrayToReadableStream, MockLanguageModelV4 } from 'ai/test';
import { DrizzleQueryError, eq, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, newUser } from '@/tests/support/metering';
import { readOwnBudget } from '../billing/budgets/budget';
import { setBudget } from '../billing/budgets/set';
import { callLimitOf } from '../billing/budgets/spend-limit';
import { planOf } from '../billing/plans';
import { ledgerEntries } from '../db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { requireModel } from '../models';
import { picoUsd } from '../money';
import { answer } from './answer';
import { loadChat } from './load-chat';
import { registerReply, stopHere } from './running-replies';
import { stopReply } from './stop-reply';
import { finish, type Step, says } from './testing/model-steps';
import { onAnotherInstance } from './testing/on-another-instance';

const { model, slowTool } = vi.hoisted(() => ({
  model: { steps: [] as Step[], prompts: [] as string[], toolChoices: [] as (string | undefined)[] },
  slowTool: { run: async (): Promise<string> => 'done' },
}));

vi.mock('../models/upstream', async (importOriginal) => ({
  ...(await importOriginal<typeof import('../models/upstream')>()),
  languageModel: () => ({
    unmetered: new MockLanguageModelV4({
      doStream: async ({ prompt, tools, toolChoice }) => {
        model.prompts.push(JSON.stringify(prompt));
        model.toolChoices.push(tools && toolChoice?.type);
        return { stream: convertArrayToReadableStream([...(model.steps.shift() ?? [])]) };
      },
    }),
  }),
}));

vi.mock('./tools', async (importOriginal) => {
  const { tools } = await importOriginal<typeof import('./tools')>();
  const slow = tool({ inputSchema: z.object({}), execute: () => slowTool.run() });
  return { toolsOf: () => ({ ...tools, slow }) };
});

const call = (toolName: string, input: object, toolCallId = 'call-1'): LanguageModelV4StreamPart => ({
  type: 'tool-call',
  toolCallId,
  toolName,
  input: JSON.stringify(input),
});

describeOnDatabases('a reply that calls a tool', (db) => {
  let userId: UserId;
  let chatId: ChatId;
  let error: string | undefined;
  let ending: unknown;

  beforeEach(async () => {
    userId = await newUser(db());
    chatId = newId<ChatId>();
    model.prompts = [];
    model.toolChoices = [];
    error = undefined;
    slowTool.run = async () => 'done';
  });

  async function ask(...steps: Step[]) {
    model.steps = steps;
    const message = { id: newId<MessageId>(), text: 'What is it?' };
    const question = { userId, chatId, model: await requireModel('tokentally-demo'), message };
    const spendLimit = async () =>
      callLimitOf(await planOf({ id: userId, kind: 'member' }), await readOwnBudget(db(), userId), () => {});
    const { chunks } = await answer(meteringOf(db()), { ...question, spendLimit });
    for await (const chunk of chunks) {
      if (chunk.type === 'error') error = chunk.errorText;
      if (chunk.type === 'finish') ending = chunk.messageMetadata;
    }
    return (await loadChat(db(), { userId, chatId })).messages.at(-1);
  }

  // The tool's error was taken for one of upstream: the reply counted as failed, and the sentence was lost.
  it('is complete when the tool fails, and shows what the tool says', async () => {
    const reply = await ask([call('calculator', { expression: '1/0' }), finish('tool-calls')], says('No.'));
    expect(reply?.metadata?.status).toBe('complete');
    expect(reply?.parts).toContainEqual(
      expect.objectContaining({ state: 'output-error', errorText: 'That divides by zero.' }),
    );
    await ask(says('As I said.'));
    expect(model.prompts.at(-1)).toContain('That divides by zero.');
  });

  it('is complete when the tool is called with what it does not take', async () => {
    const reply = await ask([call('calculator', { sum: 1 }), finish('tool-calls')], says('No.'));
    expect(reply?.metadata?.status).toBe('complete');
    expect(JSON.stringify(reply?.parts)).toContain('Invalid input for tool calculator');
  });

  it('fails with upstream’s own fault, also after a tool has failed', async () => {
    const reply = await ask(
      [call('calculator', { expression: '1/0' }), finish('tool-calls')],
      [{ type: 'error', error: new TypeError('terminated') }],
    );
    expect(reply?.metadata?.status).toBe('failed');
    expect(JSON.stringify(reply?.parts)).toContain('That divides by zero.');
  });

  // The call without a result was refused in every later turn, before anything left.
  it('can be followed by another when upstream breaks off while the tool runs', async () => {
    slowTool.run = () => new Promise(() => {});
    const cut = await ask([call('slow', {}), { type: 'error', error: new TypeError('terminated') }]);
    expect(cut?.metadata?.status).toBe('failed');
    expect(JSON.stringify(cut?.parts)).toContain('input-available');
    const next = await ask(says('Here I am.'));
    expect(next?.metadata?.status).toBe('complete');
    expect(model.prompts.at(-1)).not.toContain('call-1');
  });

  describe('in step after step', () => {
    const calls = (steps: number) =>
      Array.from({ length: steps }, (_, step) => [call('slow', {}, `call-${step}`), finish('tool-calls')]);

    // It called a tool in the last one, too: there was no answer, and the reply looked complete.
    it('is to be answered in the last one, of what the tools said', async () => {
      const reply = await ask(...calls(4), says('All is done.'));
      expect(reply?.metadata?.status).toBe('complete');
      expect(reply?.parts.at(-1)).toMatchObject({ type: 'text', text: 'All is done.' });
      expect(model.toolChoices).toEqual(['auto', 'auto', 'auto', 'auto', 'none']);
    });

    it('says so where the model calls one all the same', async () => {
      const reply = await ask(...calls(5));
      expect(reply?.metadata).toMatchObject({ status: 'failed', usage: { completionTokens: 25 } });
      expect(error).toContain('The model asked for another tool where it was to answer.');
    });
  });

  it('tells that it reached its output limit, where it did so in its last step', async () => {
    const reply = await ask(
      [call('slow', {}), finish('tool-calls')],
      [...says('All is').slice(0, -1), finish('length')],
    );
    expect(reply?.metadata).toMatchObject({ status: 'complete', cutBy: 'limit' });
    expect(ending).toMatchObject({ status: 'complete', cutBy: 'limit' });
  });

  // No call of the model is open then, so the reply counted as complete, and the message in line was sent.
  it('is stopped when the person presses Stop while the tool runs', async () => {
    slowTool.run = async () => {
      stopHere(chatId);
      return 'done';
    };
    const reply = await ask([call('slow', {}), finish('tool-calls')], says('Never said.'));
    expect(reply?.metadata?.status).toBe('stopped');
    expect(model.prompts).toHaveLength(1);
  });

  // The other instance could only mark a call of a model, and while a tool runs none is open: the reply went on.
  it('is stopped when Stop is pressed on another instance while the tool runs', async () => {
    slowTool.run = async () => {
      await callIsSettled();
      await onAnotherInstance(() => stopReply(db(), { userId, chatId }));
      return 'done';
    };
    const reply = await ask([call('slow', {}), finish('tool-calls')], says('Never said.'));
    expect(reply?.metadata?.status).toBe('stopped');
    expect(model.prompts).toHaveLength(1);
  });

  // The second step was held to the limit that the person had when the turn began.
  it('goes no further when the person sets a stop that is used up while the tool runs', async () => {
    slowTool.run = async () => {
      await callIsSettled();
      await setBudget(db(), userId, { sumPico: picoUsd(1n), stop: true });
      return 'done';
    };
    const reply = await ask([call('slow', {}), finish('tool-calls')], says('Never said.'));
    expect(reply?.metadata?.status).toBe('failed');
    expect(error).toContain('You chose to stop at');
    expect(model.prompts).toHaveLength(1);
  });

  // The mark on the first stopped all that was written in the chat.
  it('is stopped alone, though another was asked for before its tool answered', async () => {
    let other: AbortSignal | undefined;
    slowTool.run = async () => {
      await callIsSettled();
      await stopReply(db(), { userId, chatId });
      other = registerReply(chatId).stopSignal;
      return 'done';
    };
    const reply = await ask([call('slow', {}), finish('tool-calls')], says('Never said.'));
    expect(reply?.metadata?.status).toBe('stopped');
    expect(other?.aborted).toBe(false);
  });

  it('keeps what was said when the database is away as its tool answers', async () => {
    const execute = vi.spyOn(db(), 'execute');
    onTestFinished(() => execute.mockRestore());
    let wasAway = false;
    slowTool.run = async () => {
      await callIsSettled();
      execute.mockImplementationOnce(() => {
        wasAway = true;
        throw new Error('away');
      });
      return 'done';
    };
    const reply = await ask([call('slow', {}), finish('tool-calls')], says('Well.'));
    expect(reply?.metadata?.status).toBe('complete');
    expect(wasAway).toBe(true);
  });

  // It was lost, and only its bill was kept.
  it('has its first part saved as failed when the database is away until after its end', async () => {
    const away = vi.spyOn(db(), 'execute');
    onTestFinished(() => away.mockRestore());
    slowTool.run = async () => {
      await callIsSettled();
      away.mockImplementation((statement) => {
        // It is back when the reply was to be saved.
        const { sql } = new PgDialect().sqlToQuery(statement as SQL);
        if (sql.includes('insert into messages')) away.mockRestore();
        throw new DrizzleQueryError(sql, [], Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
      });
      return 'done';
    };
    const reply = await ask([...says('Let me look.').slice(0, -1), call('slow', {}), finish('tool-calls')]);
    expect(reply).toMatchObject({ role: 'assistant', metadata: { status: 'failed' } });
    expect(JSON.stringify(reply?.parts)).toContain('Let me look.');
  });

  function callIsSettled() {
    return expect
      .poll(() => db().select().from(ledgerEntries).where(eq(ledgerEntries.chatId, chatId)))
      .toHaveLength(1);
  }
});
