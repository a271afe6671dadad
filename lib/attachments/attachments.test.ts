import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { beginTurn } from '../chats/begin-turn';
import { deleteChat, purgeDeletedChats, restoreChat } from '../chats/delete-chat';
import { chatToMarkdown } from '../chats/export/markdown';
import { loadChat } from '../chats/load-chat';
import { searchChats } from '../chats/search-chats';
import { loadSharedChat, shareChat } from '../chats/share-chat';
import { takeBack } from '../chats/take-back';
import { attachmentBytes, attachments } from '../db/schema';
import { NotFoundError } from '../errors';
import { type AttachmentId, type ChatId, type MessageId, newId, type UserId } from '../ids';
import { FileRefusedError, StorageUnreachableError } from './errors';
import { filePart } from './file-part';
import { purgeUnsent } from './purge';
import { findAttachment, readBytes } from './read';
import { removeAttachment } from './remove';
import { saveAttachment } from './save';
import { memoryStorages } from './testing/memory-storage';
import { pdf, png } from './testing/sample-files';

describeOnDatabases('attachments', (db) => {
  let userId: UserId;
  let chatId: ChatId;

  beforeEach(async () => {
    userId = await newUser(db());
    chatId = newId<ChatId>();
  });

  const save = (name = 'cat.png', bytes: Buffer = png(640, 480)) =>
    saveAttachment({ db: db() }, { userId, name, bytes });
  const send = (attachmentIds: AttachmentId[], text = '', parentId?: MessageId) =>
    beginTurn(db(), {
      userId,
      chatId,
      model: 'tokentally-demo',
      message: { id: newId<MessageId>(), text, attachmentIds, parentId },
    });
  const find = (id: AttachmentId, asUser = userId) => findAttachment(db(), { userId: asUser, id });
  const makeOld = (id: AttachmentId) =>
    db()
      .update(attachments)
      .set({ createdAt: sql`now() - interval '25 hours'` })
      .where(eq(attachments.id, id));

  it('are read as they were saved, by their owner alone', async () => {
    const bytes = png(640, 480);
    const saved = await save('my/cat.png', bytes);
    expect(saved).toMatchObject({ name: 'cat.png', mediaType: 'image/png', tokens: Math.ceil(300 * 1.2) });
    const found = await find(saved.id);
    expect(found).toMatchObject({
      name: 'cat.png',
      sizeBytes: bytes.length,
      storage: 'database',
      chatId: null,
    });
    expect(Buffer.from((await readBytes({ db: db() }, found)) ?? [])).toEqual(bytes);
    await expect(find(saved.id, await newUser(db()))).rejects.toThrow(NotFoundError);
  });

  it('are refused by what they are, not by what they are called', async () => {
    await expect(save('cat.png', Buffer.from('4d5a90000300', 'hex'))).rejects.toThrow(FileRefusedError);
    expect(await save('cat.png', Buffer.from('a,b\n'))).toMatchObject({ mediaType: 'text/plain' });
  });

  it('are sent before the text of their message, in their order', async () => {
    const [cat, report] = [await save(), await save('report.pdf', pdf(2))];
    await send([report.id, cat.id], 'What is this?');
    const { messages, title } = await loadChat(db(), { userId, chatId });
    expect(title).toBe('What is this?');
    expect(report.tokens).toBeGreaterThan(0);
    expect(messages[0]?.parts).toEqual([
      filePart({ ...report, name: 'report.pdf', mediaType: 'application/pdf' }),
      filePart({ ...cat, name: 'cat.png', mediaType: 'image/png' }),
      { type: 'text', text: 'What is this?' },
    ]);
  });

  it('may be all that is sent: then they name the chat', async () => {
    const { history } = await send([(await save()).id]);
    expect(history[0]?.parts).toHaveLength(1);
    expect(await loadChat(db(), { userId, chatId })).toMatchObject({ title: 'cat.png' });
  });

  it('may be sent again in their chat, as an edited message does, and in no other', async () => {
    const cat = await save();
    const { questionId } = await send([cat.id], 'What is this?');
    await send([cat.id], 'Who is this?', questionId);
    chatId = newId<ChatId>();
    await expect(send([cat.id])).rejects.toThrow(NotFoundError);
  });

  it('are not sent by somebody else, nor when they are gone: then nothing is saved', async () => {
    const theirs = await save();
    userId = await newUser(db());
    await expect(send([theirs.id], 'Mine')).rejects.toThrow(NotFoundError);
    await expect(send([newId<AttachmentId>()], 'Gone')).rejects.toThrow(NotFoundError);
    await expect(loadChat(db(), { userId, chatId })).rejects.toThrow(NotFoundError);
  });

  it('may be taken out while no message has them', async () => {
    const [unsent, sent] = [await save(), await save()];
    await send([sent.id]);
    for (const { id } of [unsent, sent]) await removeAttachment({ db: db() }, { userId, id });
    await expect(find(unsent.id)).rejects.toThrow(NotFoundError);
    await find(sent.id);
    await removeAttachment({ db: db() }, { userId: await newUser(db()), id: sent.id });
    await find(sent.id);
  });

  it('may be sent again, or taken out, when their message was refused', async () => {
    const cat = await save();
    const { questionId } = await send([cat.id]);
    await takeBack(db(), { chatId, messageId: questionId });
    await find(cat.id);
    await send([cat.id], 'Shorter');
    const next = await send([cat.id], 'Again');
    await takeBack(db(), { chatId, messageId: next.questionId });
    await removeAttachment({ db: db() }, { userId, id: cat.id });
    await find(cat.id);
  });

  it('go with their chat: at once for their reader, and for good when it is purged', async () => {
    const [cat, other] = [await save(), await save()];
    await send([cat.id]);
    await deleteChat(db(), { userId, chatId });
    await expect(find(cat.id)).rejects.toThrow(NotFoundError);
    await restoreChat(db(), { userId, chatId });
    await find(cat.id);
    await deleteChat(db(), { userId, chatId });
    await purgeDeletedChats({ db: db() }, 0);
    const left = await db().select().from(attachments).where(eq(attachments.userId, userId));
    expect(left.map(({ id }) => id)).toEqual([other.id]);
    const bytes = await db().select().from(attachmentBytes).where(eq(attachmentBytes.attachmentId, cat.id));
    expect(bytes).toEqual([]);
  });

  it('are removed when they were not sent for a day', async () => {
    const [old, fresh, sent] = [await save(), await save(), await save()];
    await send([sent.id]);
    for (const { id } of [old, sent]) await makeOld(id);
    await purgeUnsent({ db: db() });
    await expect(find(old.id)).rejects.toThrow(NotFoundError);
    await find(fresh.id);
    await find(sent.id);
  });

  // They were kept, and counted, as long as the chat.
  it('are removed after a day when their message was refused, unless another has them', async () => {
    const [refused, kept] = [await save(), await save()];
    await send([kept.id], 'What is this?');
    const { questionId } = await send([refused.id, kept.id], 'And these?');
    await takeBack(db(), { chatId, messageId: questionId });
    for (const { id } of [refused, kept]) await makeOld(id);
    await purgeUnsent({ db: db() });
    await expect(find(refused.id)).rejects.toThrow(NotFoundError);
    await find(kept.id);
  });

  it('stay when a refused message is tried again and taken', async () => {
    const [cat, message] = [await save(), { id: newId<MessageId>(), text: 'Who is this?' }];
    await send([], 'Hello!');
    const ask = () =>
      beginTurn(db(), {
        userId,
        chatId,
        model: 'tokentally-demo',
        message: { ...message, attachmentIds: [cat.id] },
      });
    await ask();
    await takeBack(db(), { chatId, messageId: message.id });
    await ask();
    await makeOld(cat.id);
    await purgeUnsent({ db: db() });
    expect(await find(cat.id)).toMatchObject({ chatId });
  });

  it('leave nothing in a storage outside, or say in the log what is left', async () => {
    const { storages, blobs, state } = memoryStorages();
    const saveOutside = () =>
      saveAttachment({ db: db(), storages }, { userId, name: 'cat.png', bytes: png(1, 1) });
    const cat = await saveOutside();
    expect([...blobs.keys()]).toEqual([cat.id]);
    await send([cat.id]);
    await deleteChat(db(), { userId, chatId });
    await purgeDeletedChats({ db: db(), storages }, 0);
    expect(blobs.size).toBe(0);

    const unsent = await saveOutside();
    await makeOld(unsent.id);
    state.broken = true;
    await purgeUnsent({ db: db(), storages });
    await expect(find(unsent.id)).rejects.toThrow(NotFoundError);
    expect([...blobs.keys()]).toEqual([unsent.id]);
  });

  it('are not kept when the storage doesn’t take them, and say so when it doesn’t give them', async () => {
    const { storages, state } = memoryStorages();
    const cat = { userId, name: 'cat.png', bytes: png(1, 1) };
    const saved = await find((await saveAttachment({ db: db(), storages }, cat)).id);
    state.broken = true;
    await expect(saveAttachment({ db: db(), storages }, cat)).rejects.toThrow(StorageUnreachableError);
    await expect(readBytes({ db: db(), storages }, saved)).rejects.toThrow(StorageUnreachableError);
    const kept = await db().select().from(attachments).where(eq(attachments.userId, userId));
    expect(kept).toHaveLength(1);
  });

  it('are found and exported by name, and shared as what they are', async () => {
    await send([(await save('walrus.png')).id, (await save('passport.pdf', pdf(1))).id], 'Who is this?');
    expect(await searchChats(db(), { userId, words: 'walrus' })).toMatchObject({ chats: [{ id: chatId }] });
    const chat = await loadChat(db(), { userId, chatId });
    expect(chatToMarkdown(chat)).toContain(
      '## You\n\n- Attached: `walrus.png`\n- Attached: `passport.pdf`\n\nWho is this?\n',
    );
    const shared = await loadSharedChat(db(), await shareChat(db(), { userId, chatId }));
    expect(shared.messages[0]?.parts).toEqual(
      ['[An image]', '[A PDF]', 'Who is this?'].map((text) => ({ type: 'text', text })),
    );
  });
});
