import { MockLanguageModelV4 } from 'ai/test';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, it, vi } from 'vitest';
import { chats, messages } from '@/lib/db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '@/lib/ids';
import { reserve } from '@/lib/metering/reserve';
import { languageModel } from '@/lib/models/upstream';
import { parseUsd, picoUsd } from '@/lib/money';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser, within } from '@/tests/support/metering';
import { forgetAsked } from '../asked-at';
import { beginTurn } from '../begin-turn';
import { loadChat } from '../load-chat';
import { saveReply } from '../save-reply';
import { titleChat } from './title-chat';
import { writeTitle } from './write-title';

vi.mock('@/lib/models/upstream', async (importOriginal) => {
  const original = await importOriginal<typeof import('@/lib/models/upstream')>();
  return { ...original, languageModel: vi.fn(original.languageModel) };
});
vi.mock('./write-title', async (importOriginal) => {
  const { writeTitle } = await importOriginal<typeof import('./write-title')>();
  return { writeTitle: vi.fn(writeTitle) };
});

const QUESTION = 'Please explain photosynthesis to my grandmother. She was a chemist.';

describeOnDatabases('the title of a chat', (db) => {
  let userId: UserId;
  let chatId: ChatId;
  let questionId: MessageId;

  beforeEach(async () => {
    userId = await newUser(db());
    chatId = newId<ChatId>();
    const message = { id: newId<MessageId>(), text: QUESTION };
    ({ questionId } = await beginTurn(db(), { userId, chatId, model: 'tokentally-demo', message }));
  });

  const reply = (status: 'complete' | 'failed') =>
    saveReply(db(), {
      chatId,
      id: newId<MessageId>(),
      parentId: questionId,
      parts: [{ type: 'text', text: 'Well…' }],
      status,
    });
  const makeTitle = (allowancePico = parseUsd('1')) =>
    titleChat(meteringOf(db()), { userId, chatId, spendLimit: within(allowancePico) });
  const title = async () => (await loadChat(db(), { userId, chatId })).title;

  it('is written by the cheapest model after the first reply, and billed as a title', async () => {
    await reply('complete');
    await makeTitle();
    expect(await title()).toBe('Explain photosynthesis to my grandmother');
    const { entries } = await booksOf(db(), userId);
    expect(entries).toMatchObject([{ via: 'title', chatId, messageId: null, outcome: 'complete' }]);
    expect(entries[0]?.model).toContain('mini');
  });

  it('is written once, however often it is asked for', async () => {
    await reply('complete');
    await Promise.all([makeTitle(), makeTitle()]);
    await makeTitle();
    expect((await booksOf(db(), userId)).entries).toHaveLength(1);
  });

  it('stays the beginning of the message while there is no reply', async () => {
    await makeTitle();
    await reply('failed');
    await makeTitle();
    expect(await title()).toBe(QUESTION);
    expect((await booksOf(db(), userId)).calls).toEqual([]);
  });

  it('stays so where the model thought until its limit, which is billed once and not tried again', async () => {
    await reply('complete');
    vi.mocked(languageModel).mockReturnValueOnce({
      unmetered: new MockLanguageModelV4({
        doGenerate: {
          content: [{ type: 'reasoning', text: 'A title of six words…' }],
          finishReason: { unified: 'length', raw: 'length' },
          usage: {
            inputTokens: { total: 40, noCache: 40, cacheRead: 0, cacheWrite: 0 },
            outputTokens: { total: 1_088, text: 0, reasoning: 1_088 },
          },
          warnings: [],
        },
      }),
    });
    await makeTitle();
    await makeTitle();
    expect(await title()).toBe(QUESTION);
    const { calls, entries } = await booksOf(db(), userId);
    expect(entries).toMatchObject([{ via: 'title', outputTokens: 1_088, reasoningTokens: 1_088 }]);
    expect(calls).toHaveLength(1);
  });

  it('stays so when it can’t be paid for, without a word', async () => {
    await reply('complete');
    await makeTitle(picoUsd(1n));
    expect(await title()).toBe(QUESTION);
    expect((await booksOf(db(), userId)).entries).toEqual([]);
  });

  // The title of a shared chat is public, and the names of its files are not.
  it('is made of the text alone, and of the names of files only where there is none', async () => {
    const url = '/api/attachments/1';
    const file = { type: 'file', url, mediaType: 'application/pdf', filename: 'divorce.pdf' } as const;
    const text = { type: 'text', text: QUESTION } as const;
    await reply('complete');
    await db()
      .update(messages)
      .set({ parts: [file, text], searchText: `${QUESTION}\n\ndivorce.pdf` })
      .where(eq(messages.id, questionId));
    await makeTitle();
    expect(vi.mocked(writeTitle).mock.lastCall?.[1].text).toBe(QUESTION);

    await db().update(chats).set({ titleSource: 'new' }).where(eq(chats.id, chatId));
    await db()
      .update(messages)
      .set({ parts: [file], searchText: 'divorce.pdf' })
      .where(eq(messages.id, questionId));
    await makeTitle();
    expect(vi.mocked(writeTitle).mock.lastCall?.[1].text).toBe('divorce.pdf');
  });

  it('is left alone once a person has chosen one', async () => {
    await reply('complete');
    await db().update(chats).set({ title: 'Granny', titleSource: 'person' }).where(eq(chats.id, chatId));
    await makeTitle();
    expect(await title()).toBe('Granny');
  });

  it('is not taken for a reply while it is written', async () => {
    await reserve(db(), callOf(userId, { via: 'title', chatId }), { promptTokens: 10, maxOutputTokens: 64 });
    await forgetAsked(db(), questionId);
    expect(await loadChat(db(), { userId, chatId })).toMatchObject({ replying: false });
    await reserve(db(), callOf(userId, { chatId, messageId: newId<MessageId>() }), {
      promptTokens: 10,
      maxOutputTokens: 64,
    });
    expect(await loadChat(db(), { userId, chatId })).toMatchObject({ replying: true });
  });
});
