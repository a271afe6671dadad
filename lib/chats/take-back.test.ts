import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, newUser, within } from '@/tests/support/metering';
import { ContextLengthError } from '../errors';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { type CatalogModel, requireModel } from '../models';
import { parseUsd } from '../money';
import { answer } from './answer';
import { forgetAsked } from './asked-at';
import { beginTurn } from './begin-turn';
import { chooseVersion } from './choose-version';
import { renameChat } from './edit-chat';
import { loadChat } from './load-chat';
import { saveReply } from './save-reply';

// The chat went to the newest version, whichever had been shown.
describeOnDatabases('a turn that is refused', (db) => {
  let userId: UserId;
  let chatId: ChatId;
  let model: CatalogModel;

  beforeEach(async () => {
    userId = await newUser(db());
    chatId = newId<ChatId>();
    model = { ...(await requireModel('tokentally-demo')), contextWindow: 20 };
  });

  const own = () => ({ userId, chatId });

  async function ask(text: string, parentId?: MessageId | null) {
    const message = { id: newId<MessageId>(), text, parentId };
    await beginTurn(db(), { ...own(), model: model.id, message });
    return message.id;
  }

  async function reply(parentId: MessageId, text: string) {
    const id = newId<MessageId>();
    const parts = [{ type: 'text', text } as const];
    await saveReply(db(), { chatId, id, parentId, parts, status: 'complete' });
    return id;
  }

  const choose = (messageId: MessageId) => chooseVersion(db(), { ...own(), messageId });
  const refuse = (asked: { message?: { id: MessageId; text: string; parentId: MessageId | null } }) =>
    expect(
      answer(meteringOf(db()), { ...own(), model, spendLimit: within(parseUsd('1')), ...asked }),
    ).rejects.toThrow(ContextLengthError);
  const shownIds = async () => (await loadChat(db(), own())).messages.map(({ id }) => id);

  it('leaves the version shown that was edited, though there is a newer one', async () => {
    const first = await ask('What is a token?');
    const itsReply = await reply(first, 'A piece of a word.');
    await reply(await ask('What are tokens?', null), 'Pieces of words.');
    await choose(first);
    await refuse({ message: { id: newId<MessageId>(), text: 'word '.repeat(1_000), parentId: null } });
    expect(await shownIds()).toEqual([first, itsReply]);
  });

  it('leaves the reply shown that was to be written again, though there is a newer one', async () => {
    const question = await ask('word '.repeat(1_000));
    const older = await reply(question, 'Many words.');
    await reply(question, 'A word, often.');
    await choose(older);
    await refuse({});
    expect(await shownIds()).toEqual([question, older]);
  });

  it('takes a message away however often it is refused, and shows what stands before it', async () => {
    const first = await ask('What is a token?');
    const itsReply = await reply(first, 'A piece of a word.');
    const message = { id: newId<MessageId>(), text: 'word '.repeat(1_000), parentId: itsReply };
    await refuse({ message });
    await refuse({ message });
    expect(await shownIds()).toEqual([first, itsReply]);
  });

  // The chat was gone for good, with its title, its pin and its shared page.
  it('leaves a message that was kept to be tried again, which may be tried again at once', async () => {
    const message = { id: newId<MessageId>(), text: 'word '.repeat(1_000), parentId: null };
    await beginTurn(db(), { ...own(), model: model.id, message });
    await forgetAsked(db(), message.id);
    await renameChat(db(), own(), 'Many words');
    await refuse({ message });
    await refuse({ message });
    expect(await loadChat(db(), own())).toMatchObject({
      title: 'Many words',
      messages: [{ id: message.id }],
    });
  });
});
