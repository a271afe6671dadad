import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { waitingSessions } from '@/tests/support/waiting-sessions';
import { beginTurn } from '../chats/begin-turn';
import { deleteChat } from '../chats/delete-chat';
import { attachments, users } from '../db/schema';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { StorageFullError } from './errors';
import { MOST_STORED_BYTES } from './limits';
import { saveAttachment } from './save';
import { png } from './testing/sample-files';

describeOnDatabases('the room for a person’s files', (db, kind) => {
  const bytes = png(640, 480);
  let userId: UserId;

  beforeEach(async () => {
    userId = await newUser(db());
  });

  const save = (name = 'cat.png') => saveAttachment({ db: db() }, { userId, name, bytes });
  const saveUntilRoomIsLeft = async (bytesLeft: number) => {
    const { id } = await save();
    const sizeBytes = MOST_STORED_BYTES - bytesLeft;
    await db().update(attachments).set({ sizeBytes }).where(eq(attachments.id, id));
    return { id };
  };

  it('is limited, and each has their own', async () => {
    await saveUntilRoomIsLeft(bytes.length - 1);
    await expect(save()).rejects.toThrow(StorageFullError);
    userId = await newUser(db());
    await save();
  });

  // Deleting a chat, which the error names, made none for a minute.
  it('is had again as soon as their chat is deleted', async () => {
    const chatId = newId<ChatId>();
    const { id } = await saveUntilRoomIsLeft(0);
    const message = { id: newId<MessageId>(), text: '', attachmentIds: [id] };
    await beginTurn(db(), { userId, chatId, model: 'tokentally-demo', message });
    await expect(save()).rejects.toThrow('your files may have 200 MB together');
    await deleteChat(db(), { userId, chatId });
    await save();
  });

  // Each upload looked at what there was before the others: all of them found room.
  it('is given once when several are uploaded at the same moment', async () => {
    await saveUntilRoomIsLeft(bytes.length);
    const uploads = await db().transaction(async (tx) => {
      await tx.select().from(users).where(eq(users.id, userId)).for('update');
      const started = ['a.png', 'b.png', 'c.png'].map((name) => save(name));
      if (kind === 'postgres') await expect.poll(() => waitingSessions(db())).toBe(started.length);
      return { ended: Promise.allSettled(started) };
    });
    const ended = await uploads.ended;
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const upload of ended) {
      if (upload.status === 'rejected') expect(upload.reason).toBeInstanceOf(StorageFullError);
    }
  });
});
