import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, newUser, settleGeneration } from '@/tests/support/metering';
import { chats, messages } from '../db/schema';
import { BadRequestError, NotFoundError } from '../errors';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { beginTurn } from './begin-turn';
import { deleteChat, purgeDeletedChats, restoreChat } from './delete-chat';
import { pinChat, renameChat } from './edit-chat';
import { chatToJson } from './export/json';
import { chatToMarkdown } from './export/markdown';
import { listChats } from './list-chats';
import { loadChat } from './load-chat';
import { saveReply } from './save-reply';
import { searchChats } from './search-chats';
import { loadSharedChat, revokeShare, shareChat } from './share-chat';

describeOnDatabases('a person’s chats', (db) => {
  let userId: UserId;
  let strangerId: UserId;
  let chatId: ChatId;
  let replyId: MessageId;

  beforeEach(async () => {
    [userId, strangerId] = [await newUser(db()), await newUser(db())];
    ({ chatId, replyId } = await newChat('How do whales sleep?', 'With half of their brain at a time.'));
  });

  async function newChat(question: string, reply: string) {
    const chatId = newId<ChatId>();
    const message = { id: newId<MessageId>(), text: question };
    const turn = await beginTurn(db(), { userId, chatId, model: 'tokentally-demo', message });
    return { chatId, replyId: await say(chatId, turn.questionId, reply) };
  }

  async function say(chatId: ChatId, parentId: MessageId, text: string) {
    const id = newId<MessageId>();
    const parts = [{ type: 'text', text } as const];
    await saveReply(db(), { chatId, id, parentId, parts, status: 'complete' });
    return id;
  }

  const own = () => ({ userId, chatId });
  const asStranger = () => ({ userId: strangerId, chatId });
  const list = async () => (await listChats(db(), { userId })).chats;
  const find = async (words: string, who = userId) => searchChats(db(), { userId: who, words });
  const foundTitles = async (words: string) => (await find(words)).map(({ title }) => title);

  it('are listed with the pinned ones first', async () => {
    const { chatId: newer } = await newChat('Newer', 'Yes.');
    expect((await list()).map(({ id }) => id)).toEqual([newer, chatId]);
    await pinChat(db(), own(), true);
    expect(await list()).toMatchObject([
      { id: chatId, isPinned: true },
      { id: newer, isPinned: false },
    ]);
    await pinChat(db(), own(), false);
    expect((await list()).map(({ id }) => id)).toEqual([newer, chatId]);
  });

  it('can be renamed, but not to nothing', async () => {
    await renameChat(db(), own(), '  Sleeping \n whales ');
    expect(await list()).toMatchObject([{ title: 'Sleeping whales' }]);
    await renameChat(db(), own(), `a${'🐳'.repeat(120)}`);
    expect(await list()).toMatchObject([{ title: `a${'🐳'.repeat(119)}` }]);
    await expect(renameChat(db(), own(), ' \n ')).rejects.toThrow(BadRequestError);
  });

  it('are found by words of a reply, which are marked', async () => {
    const [found] = await find('BRAIN half');
    expect(found).toMatchObject({ id: chatId, title: 'How do whales sleep?' });
    expect(found?.excerpt.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual([
      'half',
      'brain',
    ]);
    expect(found?.excerpt.map(({ text }) => text).join('')).toContain('half of their brain');
  });

  it('are found by the title, and by the beginning of the last word', async () => {
    await renameChat(db(), own(), 'Cetaceans at night');
    expect(await foundTitles('cetaceans ni')).toEqual(['Cetaceans at night']);
    expect(await foundTitles('whal')).toEqual(['Cetaceans at night']);
  });

  it.each([
    ['wha br'],
    ['penguins'],
    [''],
    ['   '],
    ['& | ! :*'],
    ['e'],
    ['e a'],
    ['%%'],
    ['wh_l'],
    ["'); drop table chats; --"],
  ])('are not found by %j', async (words) => {
    expect(await find(words)).toEqual([]);
  });

  it('are not found, changed, shared or exported by somebody else', async () => {
    expect(await find('brain', strangerId)).toEqual([]);
    const attempts = [
      () => renameChat(db(), asStranger(), 'Mine'),
      () => pinChat(db(), asStranger(), true),
      () => deleteChat(db(), asStranger()),
      () => shareChat(db(), asStranger()),
      () => revokeShare(db(), asStranger()),
      () => chatToJson(db(), asStranger()),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(NotFoundError);
  });

  it('are gone for every reader when deleted, and back when that is undone', async () => {
    const shareId = await shareChat(db(), own());
    await deleteChat(db(), own());
    expect(await list()).toEqual([]);
    expect(await find('brain')).toEqual([]);
    await expect(loadChat(db(), own())).rejects.toThrow(NotFoundError);
    await expect(loadSharedChat(db(), shareId)).rejects.toThrow(NotFoundError);
    await expect(restoreChat(db(), asStranger())).rejects.toThrow(NotFoundError);
    await purgeDeletedChats({ db: db() });
    await restoreChat(db(), own());
    expect(await list()).toMatchObject([{ id: chatId }]);
  });

  it('are gone for good once the time to undo it is over', async () => {
    await deleteChat(db(), own());
    await purgeDeletedChats({ db: db() }, 0);
    await expect(restoreChat(db(), own())).rejects.toThrow(NotFoundError);
  });

  it('stay on the bill, and in the account, when they are gone for good', async () => {
    await settleGeneration(db(), userId, {}, { chatId, messageId: replyId });
    const before = await booksOf(db(), userId);
    await deleteChat(db(), own());
    await purgeDeletedChats({ db: db() }, 0);
    expect(await booksOf(db(), userId)).toEqual(before);
    expect(before.balance?.usedPico).toBeGreaterThan(0n);
  });

  it('are shared as they were then, as text alone, until that is revoked', async () => {
    const shareId = await shareChat(db(), own());
    const later = { id: newId<MessageId>(), text: 'Secret', parentId: replyId };
    await beginTurn(db(), { ...own(), model: 'tokentally-demo', message: later });
    const shared = await loadSharedChat(db(), shareId);
    expect(shared.messages.map(({ role, parts }) => [role, parts])).toEqual([
      ['user', [{ type: 'text', text: 'How do whales sleep?' }]],
      ['assistant', [{ type: 'text', text: 'With half of their brain at a time.' }]],
    ]);
    expect(JSON.stringify(shared)).not.toContain('metadata');
    expect(await shareChat(db(), own())).toBe(shareId);
    expect((await loadSharedChat(db(), shareId)).messages).toHaveLength(3);
    await revokeShare(db(), own());
    await expect(loadSharedChat(db(), shareId)).rejects.toThrow(NotFoundError);
    expect(await shareChat(db(), own())).not.toBe(shareId);
  });

  it('are not shared under the name of a file, unless the person called them so', async () => {
    const id = newId<ChatId>();
    const file = {
      type: 'file',
      url: '/api/attachments/1',
      mediaType: 'application/pdf',
      filename: 'tax.pdf',
    } as const;
    await db().insert(chats).values({ id, userId, title: 'tax.pdf', model: 'tokentally-demo' });
    const headId = newId<MessageId>();
    await db()
      .insert(messages)
      .values({ id: headId, chatId: id, role: 'user', parts: [file], searchText: '' });
    await db().update(chats).set({ headId }).where(eq(chats.id, id));
    const shareId = await shareChat(db(), { userId, chatId: id });
    expect(await loadSharedChat(db(), shareId)).toEqual({
      title: 'A shared chat',
      messages: [{ id: headId, role: 'user', parts: [{ type: 'text', text: '[A PDF]' }] }],
    });
    const text = { type: 'text', text: 'What do I owe?\nBriefly.' } as const;
    await db()
      .update(messages)
      .set({ parts: [file, text] })
      .where(eq(messages.id, headId));
    await db().update(chats).set({ title: 'Debt in tax.pdf', titleSource: 'model' }).where(eq(chats.id, id));
    expect((await loadSharedChat(db(), shareId)).title).toBe('What do I owe?');
    await renameChat(db(), { userId, chatId: id }, 'My taxes');
    expect((await loadSharedChat(db(), shareId)).title).toBe('My taxes');
  });

  it('are not shared under the name of a file that the first message had before it was edited', async () => {
    const file = { type: 'file', url: '/api/attachments/1', mediaType: 'application/pdf' } as const;
    await db()
      .update(messages)
      .set({ parts: [{ ...file, filename: 'tax.pdf' }] })
      .where(and(eq(messages.chatId, chatId), eq(messages.role, 'user')));
    await db().update(chats).set({ title: 'tax.pdf' }).where(eq(chats.id, chatId));
    const edited = { id: newId<MessageId>(), text: 'What do I owe?', parentId: null };
    await beginTurn(db(), { ...own(), model: 'tokentally-demo', message: edited });
    const shareId = await shareChat(db(), own());
    expect((await loadSharedChat(db(), shareId)).title).toBe('What do I owe?');
  });

  it('are not shared under words that the person edited away', async () => {
    const edited = { id: newId<MessageId>(), text: 'How do dolphins sleep?', parentId: null };
    await beginTurn(db(), { ...own(), model: 'tokentally-demo', message: edited });
    const shareId = await shareChat(db(), own());
    expect((await loadSharedChat(db(), shareId)).title).toBe('How do dolphins sleep?');
  });

  it('stay shared as they were, when a reply that came to nothing is asked for again', async () => {
    const emptyId = newId<MessageId>();
    const asked = await beginTurn(db(), {
      ...own(),
      model: 'tokentally-demo',
      message: { id: newId<MessageId>(), text: 'Why?', parentId: replyId },
    });
    await saveReply(db(), { chatId, id: emptyId, parentId: asked.questionId, parts: [], status: 'stopped' });
    const shareId = await shareChat(db(), own());
    await beginTurn(db(), { ...own(), model: 'tokentally-demo' });
    const { messages: shared } = await loadSharedChat(db(), shareId);
    expect(shared.map(({ id }) => id)).toContain(asked.questionId);
  });

  it('are exported as JSON with every branch and what it cost', async () => {
    await settleGeneration(db(), userId, {}, { chatId, messageId: replyId });
    const chat = await chatToJson(db(), own());
    expect(chat).toMatchObject({
      shownUntil: replyId,
      total: { tokens: 150 },
      messages: [
        { role: 'user', parentId: null },
        { role: 'assistant', usage: { completionTokens: 50 } },
      ],
    });
    expect(JSON.parse(JSON.stringify(chat)).messages).toHaveLength(2);
  });

  it('are exported as markdown', async () => {
    expect(chatToMarkdown(await loadChat(db(), own()))).toBe(
      '# How do whales sleep?\n\n## You\n\nHow do whales sleep?\n\n## Reply\n\nWith half of their brain at a time.\n',
    );
  });
});
