import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { chats } from '../db/schema';
import { BadRequestError, NotFoundError } from '../errors';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { AlreadyAskedError } from './already-asked';
import { forgetAsked } from './asked-at';
import { chooseVersion } from './choose-version';
import { takeBack } from './take-back';
import { textsOf, turnsOf } from './testing/turns-of';

describeOnDatabases('answering a message again', (db) => {
  let userId: UserId;
  let chatId: ChatId;

  beforeEach(async () => {
    userId = await newUser(db());
    chatId = newId<ChatId>();
  });

  const { begin, ask, reply, shown, shownTexts } = turnsOf(db, () => ({ userId, chatId }));

  it('writes a reply beside the one that is there', async () => {
    const question = await ask('What is a token?');
    const first = await reply(question.questionId, 'A word.');
    const again = await begin({ answerAgain: question.questionId });
    expect(again).toMatchObject({ questionId: question.questionId, replyIds: [first] });
    expect(textsOf(again.history)).toEqual(['What is a token?']);
    const second = await reply(question.questionId, 'A piece of a word.');
    const [, shownReply] = await shown();
    expect(shownReply).toMatchObject({ id: second, metadata: { versions: [first, second] } });
  });

  it('clears a reply that came to nothing away', async () => {
    const question = await ask('What is a token?');
    await reply(question.questionId, '', 'failed');
    expect(await begin({})).toMatchObject({ questionId: question.questionId, replyIds: [] });
  });

  it('says what to do where the chat has no message', async () => {
    await db().insert(chats).values({ id: chatId, userId, title: 'Empty', model: 'tokentally-demo' });
    const error: unknown = await begin({}).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ message: 'There is no message to answer in this chat. Write one.' });
  });

  // What was said after it was in the chat no more: its way to the beginning was cut off.
  it('keeps a reply that came to nothing where something was said after it', async () => {
    const question = await ask('What is a token?');
    const empty = await reply(question.questionId, '', 'failed');
    const followUp = await ask('Hello?', empty);
    await reply(followUp.questionId, 'Hi!');
    const again = await begin({ answerAgain: question.questionId });
    expect(again.replyIds).toEqual([empty]);
    await reply(question.questionId, 'A piece of a word.');
    await chooseVersion(db(), { userId, chatId, messageId: empty });
    expect(await shownTexts()).toEqual(['What is a token?', '', 'Hello?', 'Hi!']);
  });

  it('leaves a reader on the branch they chose while a reply to another one ends', async () => {
    const question = await ask('What is a token?');
    const first = await reply(question.questionId, 'A word.');
    await begin({ answerAgain: question.questionId });
    await chooseVersion(db(), { userId, chatId, messageId: first });
    await reply(question.questionId, 'A piece of a word.');
    expect(await shownTexts()).toEqual(['What is a token?', 'A word.']);
  });

  it('shows the reply that was there again when it could not be written anew', async () => {
    const question = await ask('What is a token?');
    await reply(question.questionId, 'A piece of a word.');
    await begin({ answerAgain: question.questionId });
    await takeBack(db(), { chatId });
    expect(await shownTexts()).toEqual(['What is a token?', 'A piece of a word.']);
  });

  const savedChat = () => db().select().from(chats).where(eq(chats.id, chatId));

  // The last message of the chat was answered instead, and billed.
  it('is refused where the message is not in the chat, or is a reply', async () => {
    const question = await ask('What is a token?');
    const replyId = await reply(question.questionId, 'A piece of a word.');
    const before = await savedChat();
    for (const answerAgain of [newId<MessageId>(), replyId]) {
      await expect(begin({ answerAgain, model: 'tokentally-demo-mini' })).rejects.toThrow(NotFoundError);
    }
    expect(await savedChat()).toEqual(before);
  });

  // The chat had the other model by then, and showed another branch.
  it('leaves the chat as it is when the message is being answered', async () => {
    const question = await ask('What is a token?');
    const first = await reply(question.questionId, 'A word.');
    const underWay = await ask('Why?', first);
    await begin({ answerAgain: question.questionId });
    const before = await savedChat();
    const again = { answerAgain: underWay.questionId, model: 'tokentally-demo-mini' };
    await expect(begin(again)).rejects.toThrow(AlreadyAskedError);
    expect(await savedChat()).toEqual(before);
  });

  it('takes one that comes twice at one moment once, so that one reply is written and billed', async () => {
    const { questionId } = await ask('What is a token?');
    await forgetAsked(db(), questionId);
    const outcomes = await Promise.allSettled([{ answerAgain: questionId }, {}].map(begin));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(AlreadyAskedError),
    });
  });
});
