import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { chats, messages } from '../db/schema';
import { NotFoundError } from '../errors';
import { type ChatId, type MessageId, newId } from '../ids';
import type { CatalogModel } from '../models/catalog';
import { catalogModelById } from '../models/catalog-by-id';
import { beginTurn } from './begin-turn';
import { renameChat } from './edit-chat';
import type { OwnChat } from './own-chat';
import { saveReply } from './save-reply';
import { loadSharedChat, revokeShare, shareChat } from './share-chat';
import { savedChat } from './testing/saved-chat';

describeOnDatabases('a shared chat', (db) => {
  let own: OwnChat;
  let replyId: MessageId;

  beforeEach(async () => {
    ({ own, replyId } = await savedChat(db(), await newUser(db())));
  });

  it('is shown as it was then, as text alone, until that is revoked', async () => {
    const shareId = await shareChat(db(), own);
    const later = { id: newId<MessageId>(), text: 'Secret', parentId: replyId };
    await beginTurn(db(), { ...own, model: 'tokentally-demo', message: later });
    const shared = await loadSharedChat(db(), shareId);
    expect(shared.messages.map(({ role, parts }) => [role, parts])).toEqual([
      ['user', [{ type: 'text', text: 'How do whales sleep?' }]],
      ['assistant', [{ type: 'text', text: 'With half of their brain at a time.' }]],
    ]);
    expect(JSON.stringify(shared)).not.toContain('metadata');
    expect(await shareChat(db(), own)).toBe(shareId);
    expect((await loadSharedChat(db(), shareId)).messages).toHaveLength(3);
    await revokeShare(db(), own);
    await expect(loadSharedChat(db(), shareId)).rejects.toThrow(NotFoundError);
    expect(await shareChat(db(), own)).not.toBe(shareId);
  });

  // The demo's text was said to be written by a model; a reply of it that was stopped says nowhere that it is the demo's.
  it('says whether its replies are a model’s or the demo’s', async () => {
    const shareId = await shareChat(db(), own);
    const bill = (model?: CatalogModel) =>
      settleGeneration(
        db(),
        own.userId,
        {},
        { chatId: own.chatId, messageId: replyId, ...(model && { model }) },
      );
    const author = async () => (await loadSharedChat(db(), shareId)).writtenBy;
    expect(await author()).toBe('model');
    await bill();
    expect(await author()).toBe('demo');
    await bill(catalogModelById('gpt-5-mini', 'openai'));
    expect(await author()).toBe('both');
  });

  // Each click had a link of its own, of which one led nowhere.
  it('has one link, though it is shared twice at one moment', async () => {
    const [first, second] = await Promise.all([shareChat(db(), own), shareChat(db(), own)]);
    expect(second).toBe(first);
    expect((await loadSharedChat(db(), first)).messages).toHaveLength(2);
  });

  it('is not called by a file, unless the person called it so', async () => {
    const id = newId<ChatId>();
    const file = {
      type: 'file',
      url: '/api/attachments/1',
      mediaType: 'application/pdf',
      filename: 'tax.pdf',
    } as const;
    await db().insert(chats).values({ id, userId: own.userId, title: 'tax.pdf', model: 'tokentally-demo' });
    const headId = newId<MessageId>();
    await db()
      .insert(messages)
      .values({ id: headId, chatId: id, role: 'user', parts: [file], searchText: '' });
    await db().update(chats).set({ headId }).where(eq(chats.id, id));
    const shareId = await shareChat(db(), { ...own, chatId: id });
    expect(await loadSharedChat(db(), shareId)).toEqual({
      title: 'A shared chat',
      messages: [{ id: headId, role: 'user', parts: [{ type: 'text', text: '[A PDF]' }] }],
      writtenBy: 'model',
    });
    const text = { type: 'text', text: 'What do I owe?\nBriefly.' } as const;
    await db()
      .update(messages)
      .set({ parts: [file, text] })
      .where(eq(messages.id, headId));
    await db().update(chats).set({ title: 'Debt in tax.pdf', titleSource: 'model' }).where(eq(chats.id, id));
    expect((await loadSharedChat(db(), shareId)).title).toBe('What do I owe?');
    await renameChat(db(), { ...own, chatId: id }, 'My taxes');
    expect((await loadSharedChat(db(), shareId)).title).toBe('My taxes');
  });

  it('is not called by a file that the first message had before it was edited', async () => {
    const file = { type: 'file', url: '/api/attachments/1', mediaType: 'application/pdf' } as const;
    await db()
      .update(messages)
      .set({ parts: [{ ...file, filename: 'tax.pdf' }] })
      .where(and(eq(messages.chatId, own.chatId), eq(messages.role, 'user')));
    await db().update(chats).set({ title: 'tax.pdf' }).where(eq(chats.id, own.chatId));
    const edited = { id: newId<MessageId>(), text: 'What do I owe?', parentId: null };
    await beginTurn(db(), { ...own, model: 'tokentally-demo', message: edited });
    const shareId = await shareChat(db(), own);
    expect((await loadSharedChat(db(), shareId)).title).toBe('What do I owe?');
  });

  it('is not called by words that the person edited away', async () => {
    const edited = { id: newId<MessageId>(), text: 'How do dolphins sleep?', parentId: null };
    await beginTurn(db(), { ...own, model: 'tokentally-demo', message: edited });
    const shareId = await shareChat(db(), own);
    expect((await loadSharedChat(db(), shareId)).title).toBe('How do dolphins sleep?');
  });

  it('stays as it was when a reply that came to nothing is asked for again', async () => {
    const emptyId = newId<MessageId>();
    const asked = await beginTurn(db(), {
      ...own,
      model: 'tokentally-demo',
      message: { id: newId<MessageId>(), text: 'Why?', parentId: replyId },
    });
    await saveReply(db(), {
      chatId: own.chatId,
      id: emptyId,
      parentId: asked.questionId,
      parts: [],
      status: 'stopped',
    });
    const shareId = await shareChat(db(), own);
    await beginTurn(db(), { ...own, model: 'tokentally-demo' });
    const { messages: shared } = await loadSharedChat(db(), shareId);
    expect(shared.map(({ id }) => id)).toContain(asked.questionId);
  });

  it('is neither shared nor revoked by somebody else', async () => {
    const asStranger = { ...own, userId: await newUser(db()) };
    await expect(shareChat(db(), asStranger)).rejects.toThrow(NotFoundError);
    const shareId = await shareChat(db(), own);
    await expect(revokeShare(db(), asStranger)).rejects.toThrow(NotFoundError);
    expect((await loadSharedChat(db(), shareId)).messages).toHaveLength(2);
  });
});
