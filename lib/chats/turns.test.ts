import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, newUser } from '@/tests/support/metering';
import { generations, messages } from '../db/schema';
import { NotFoundError } from '../errors';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { reserve } from '../metering/reserve';
import { voidGeneration } from '../metering/void';
import { AlreadyAskedError } from './already-asked';
import { forgetAsked } from './asked-at';
import { chooseVersion } from './choose-version';
import { deleteChat, purgeDeletedChats } from './delete-chat';
import { saveRecoveredReply, saveReply } from './save-reply';
import { takeBack } from './take-back';
import { textsOf, turnsOf } from './testing/turns-of';

describeOnDatabases('the turns of a chat', (db) => {
  let userId: UserId;
  let chatId: ChatId;

  beforeEach(async () => {
    userId = await newUser(db());
    chatId = newId<ChatId>();
  });

  const { begin, ask, reply, shown, shownTexts } = turnsOf(db, () => ({ userId, chatId }));

  /** As if it had been taken a minute ago. */
  async function askedLongAgo(id: MessageId) {
    const askedAt = new Date(Date.now() - 60_000);
    await db().update(messages).set({ askedAt }).where(eq(messages.id, id));
  }

  it('follow one another, and each is answered with all that was said before', async () => {
    const first = await ask('What is a token?');
    expect(textsOf(first.history)).toEqual(['What is a token?']);
    await reply(first.questionId, 'A piece of a word.');
    const second = await ask('How long is one?');
    expect(textsOf(second.history)).toEqual(['What is a token?', 'A piece of a word.', 'How long is one?']);
  });

  it('are versions of one message when it is edited, and none of them is lost', async () => {
    const question = await ask('What is a token?');
    const answerId = await reply(question.questionId, 'A piece of a word.');
    const followUp = await ask('How long?', answerId);
    await reply(followUp.questionId, 'Four letters.');
    const edited = await ask('How long is one?', answerId);
    expect(textsOf(edited.history)).toEqual(['What is a token?', 'A piece of a word.', 'How long is one?']);
    await reply(edited.questionId, 'About four letters.');

    const [, , third] = await shown();
    expect(third?.metadata?.versions).toEqual([followUp.questionId, edited.questionId]);
    await chooseVersion(db(), { userId, chatId, messageId: followUp.questionId });
    expect(await shownTexts()).toEqual([
      'What is a token?',
      'A piece of a word.',
      'How long?',
      'Four letters.',
    ]);
    await chooseVersion(db(), { userId, chatId, messageId: edited.questionId });
    expect((await shownTexts()).at(-1)).toBe('About four letters.');
  });

  it('don’t begin anew in a chat that is gone: what was said before is missing', async () => {
    const { questionId } = await ask('What is a token?');
    const replyId = await reply(questionId, 'A piece of text.');
    await deleteChat(db(), { userId, chatId });
    await expect(ask('Why?', replyId)).rejects.toThrow(NotFoundError);
    await purgeDeletedChats({ db: db() }, 0);
    await expect(ask('Why?', replyId)).rejects.toThrow(NotFoundError);
  });

  it('may edit the very first message', async () => {
    const question = await ask('Helo');
    await reply(question.questionId, 'Hi!');
    const edited = await ask('Hello', null);
    expect(textsOf(edited.history)).toEqual(['Hello']);
    expect((await shown())[0]?.metadata?.versions).toEqual([question.questionId, edited.questionId]);
  });

  it('show the branch before again when an edited message is refused', async () => {
    const question = await ask('What is a token?');
    const answerId = await reply(question.questionId, 'A piece of a word.');
    const followUp = await ask('How long?', answerId);
    await reply(followUp.questionId, 'Four letters.');
    const edited = await ask('word '.repeat(1_000), answerId);
    await takeBack(db(), { chatId, messageId: edited.questionId });
    expect((await shownTexts()).at(-1)).toBe('Four letters.');
    expect((await shown())[2]?.metadata?.versions).toBeUndefined();
  });

  it('take the chat with them when its only message is refused', async () => {
    const question = await ask('word '.repeat(1_000));
    await takeBack(db(), { chatId, messageId: question.questionId });
    await expect(shown()).rejects.toThrow(NotFoundError);
  });

  it('go on at the end of the chat when the message before is unknown, as a reply that never began', async () => {
    const question = await ask('What is a token?');
    const next = await ask('Hello?', newId<MessageId>());
    expect(textsOf(next.history)).toEqual(['What is a token?', 'Hello?']);
    expect(next.history[0]?.id).toBe(question.questionId);
  });

  it('take a message that comes twice at one moment once, so that one reply is written and billed', async () => {
    await ask('Hello!');
    const message = { id: newId<MessageId>(), text: 'What is a token?' };
    const outcomes = await Promise.allSettled([begin({ message }), begin({ message })]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(AlreadyAskedError),
    });
    expect(await shownTexts()).toEqual(['Hello!', 'What is a token?']);
  });

  it('take a message no second time that has its reply, which stays shown', async () => {
    const message = { id: newId<MessageId>(), text: 'What is a token?' };
    await begin({ message });
    await reply(message.id, 'A piece of a word.');
    await forgetAsked(db(), message.id);
    await expect(begin({ message })).rejects.toThrow(AlreadyAskedError);
    expect(await shownTexts()).toEqual(['What is a token?', 'A piece of a word.']);
  });

  it('take a message no second time while its reply is being written, however long that takes', async () => {
    const message = { id: newId<MessageId>(), text: 'What is a token?' };
    await begin({ message });
    const call = callOf(userId, { chatId, messageId: newId<MessageId>() });
    const { generationId } = await reserve(db(), call, { promptTokens: 10, maxOutputTokens: 10 });
    await askedLongAgo(message.id);
    await expect(begin({ message })).rejects.toThrow(AlreadyAskedError);
    await voidGeneration(db(), generationId);
    expect(textsOf((await begin({ message })).history)).toEqual(['What is a token?']);
  });

  // A reply was told by the server's clock, and its message by the database's: the message was answered twice.
  it('take a message no second time while its reply is being written by a server whose clock is behind', async () => {
    const message = { id: newId<MessageId>(), text: 'What is a token?' };
    await begin({ message });
    const call = callOf(userId, { chatId, messageId: newId<MessageId>() });
    await reserve(db(), call, { promptTokens: 10, maxOutputTokens: 10 });
    await askedLongAgo(message.id);
    const reservedAt = new Date(Date.now() - 75_000);
    await db().update(generations).set({ reservedAt }).where(eq(generations.chatId, chatId));
    await expect(begin({ message })).rejects.toThrow(AlreadyAskedError);
  });

  it('take a message again at once that came to nothing, and that a lost process took after a while', async () => {
    const message = { id: newId<MessageId>(), text: 'What is a token?' };
    await begin({ message });
    await forgetAsked(db(), message.id);
    await begin({ message });
    await askedLongAgo(message.id);
    expect(textsOf((await begin({ message })).history)).toEqual(['What is a token?']);
  });

  it('tell nobody of a message of somebody else’s, and take none of it', async () => {
    const message = { id: newId<MessageId>(), text: 'What is a token?' };
    await begin({ message });
    const stranger = await newUser(db());
    await expect(begin({ userId: stranger, message })).rejects.toThrow(NotFoundError);
    await forgetAsked(db(), message.id);
    await expect(begin({ userId: stranger, chatId: newId<ChatId>(), message })).rejects.toThrow();
    expect(await db().select().from(messages).where(eq(messages.id, message.id))).toMatchObject([
      { chatId, askedAt: null },
    ]);
  });

  // The chat that it was sent to ended in a message that it had not, and showed nothing.
  it('leave a chat as it is that a message of another chat is sent to', async () => {
    const message = { id: newId<MessageId>(), text: 'What is a token?' };
    await begin({ message, chatId: newId<ChatId>() });
    await expect(begin({ message })).rejects.toThrow(AlreadyAskedError);
    await expect(shown()).rejects.toThrow(NotFoundError);
    await ask('Hello!');
    await expect(begin({ message })).rejects.toThrow(AlreadyAskedError);
    expect(await shownTexts()).toEqual(['Hello!']);
  });

  it('find the message that a recovered reply answers', async () => {
    const question = await ask('What is a token?');
    const id = newId<MessageId>();
    const parts = [{ type: 'text', text: 'A piece' } as const];
    await saveRecoveredReply(db(), { chatId, id, parts });
    expect(await shownTexts()).toEqual(['What is a token?', 'A piece']);
    expect(question.replyIds).toEqual([]);
  });

  // A process had only been cut off, and its whole reply was replaced by what the recovery had read before.
  it('keep a reply that is there when the recovery comes late with a piece of it', async () => {
    const question = await ask('What is a token?');
    const id = newId<MessageId>();
    const text = (text: string) => [{ type: 'text', text } as const];
    const whole = { chatId, id, parentId: question.questionId, parts: text('A piece of text.') };
    await saveReply(db(), { ...whole, status: 'complete' });
    await saveRecoveredReply(db(), { chatId, id, parts: text('A piece') });
    expect(await shownTexts()).toEqual(['What is a token?', 'A piece of text.']);
  });

  it('are refused in another person’s chat, and where there is nothing to answer', async () => {
    await ask('What is a token?');
    const stranger = await newUser(db());
    const message = { id: newId<MessageId>(), text: 'Mine now' };
    await expect(begin({ userId: stranger, message })).rejects.toThrow(NotFoundError);
    await expect(begin({ userId: stranger })).rejects.toThrow(NotFoundError);
    await expect(chooseVersion(db(), { userId: stranger, chatId, messageId: message.id })).rejects.toThrow(
      NotFoundError,
    );
    await takeBack(db(), { chatId });
    await expect(begin({ answerAgain: newId<MessageId>(), chatId: newId<ChatId>() })).rejects.toThrow(
      NotFoundError,
    );
  });

  it('keep the settings that a chat began with', async () => {
    const settings = { instructions: 'Speak like a pirate.', temperature: 0.2 };
    const first = await begin({ message: { id: newId<MessageId>(), text: 'Ahoy' }, settings });
    expect(first.settings).toEqual(settings);
    const other = { instructions: 'Speak like a lawyer.', temperature: 1 };
    const second = await begin({ message: { id: newId<MessageId>(), text: 'Again' }, settings: other });
    expect(second.settings).toEqual(settings);
  });
});
