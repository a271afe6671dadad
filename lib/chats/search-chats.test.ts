import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { watched } from '@/tests/support/watched';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { beginTurn } from './begin-turn';
import { chooseVersion } from './choose-version';
import { renameChat } from './edit-chat';
import type { OwnChat } from './own-chat';
import { searchChats } from './search-chats';
import { QUESTION, savedChat } from './testing/saved-chat';

describeOnDatabases('a search for parts of words', (db) => {
  let userId: UserId;

  beforeEach(async () => {
    userId = await newUser(db());
  });

  async function newChat(title: string, text: string): Promise<ChatId> {
    const chatId = newId<ChatId>();
    const message = { id: newId<MessageId>(), text };
    await beginTurn(db(), { userId, chatId, model: 'tokentally-demo', message });
    await renameChat(db(), { userId, chatId }, title);
    return chatId;
  }

  const find = async (words: string, who = userId) => (await searchChats(db(), { userId: who, words })).chats;

  // Postgres takes a run of Chinese or Japanese, an address and a path for one word, and finds it by its beginning only.
  it.each([
    ['東京', '私は東京に住んでいます', '東京'],
    ['犬', '大きな犬がいる。', '犬'],
    ['京都 tokyo', 'Tokyo Stationから京都へ', 'Tokyo'],
    ['intro', 'See https://example.com/docs/intro for more.', 'intro'],
    ['baz', 'It is in foo/bar/baz.ts now.', 'baz'],
    ['example', 'Write to user@example.com', 'example'],
    ['well-kn', 'These are well-known words.', 'well-kn'],
    ['username', 'Call getUserName() first.', 'UserName'],
    ['e%_\\t', 'Call it some%_\\thing.', 'e%_\\t'],
    // By the database with locale C, which knows no capitals but those of ASCII.
    ['привет', 'Скажи Привет всем.', 'Привет'],
    ['ОСЛО', 'Это осло.', 'осло'],
    // No database takes the Turkish i's for one another.
    ['istanbul', 'Yarın İstanbul var.', 'İstanbul'],
    ['izmir', 'Burası İZMİR.', 'İZMİR'],
    ['İzm', 'Yeniİzmir’de', 'İzm'],
    ['İSTANBUL', 'istanbul’da', 'istanbul'],
    ['ısparta', 'Isparta gülü', 'Isparta'],
    ['IŞIK', 'Bir ışık.', 'ışık'],
  ])('finds %j in %j, in a message and in a title', async (words, text, marked) => {
    const inMessage = await newChat('Hm?', text);
    const inTitle = await newChat(text, 'Hm?');
    const found = await find(words);
    expect(found.map(({ id }) => id)).toEqual([inTitle, inMessage]);
    expect(found[0]?.excerpt).toEqual([]);
    expect(found[1]?.excerpt.map(({ text }) => text).join('')).toBe(text);
    expect(found[1]?.excerpt.find(({ isMatch }) => isMatch)?.text).toBe(marked);
    expect(await find(words, await newUser(db()))).toEqual([]);
  });

  // A Mac writes the names of files so, and what is copied from them.
  it.each([
    ['Gr\u00FC\u00DF', 'Gru\u0308\u00DFe.pdf'],
    ['gru\u0308\u00DF', 'Gr\u00FC\u00DFe.pdf'],
    ['\u00FC\u00DFe', 'Gru\u0308\u00DFe.pdf'],
  ])('finds %j in %j, though their accents are written otherwise', async (words, text) => {
    const inMessage = await newChat('Hm?', text);
    const inTitle = await newChat(text, 'Hm?');
    expect((await find(words)).map(({ id }) => id)).toEqual([inTitle, inMessage]);
  });

  it('comes after one for whole words, with the last used first', async () => {
    await newChat('Word', 'It is an art.');
    await newChat('Older part', 'Let us start.');
    await newChat('Part', 'A party!');
    expect((await find('art')).map(({ title }) => title)).toEqual(['Word', 'Part', 'Older part']);
  });

  // It said that 20 were found.
  it('gives the first twenty, and says whether there are more', async () => {
    const search = () => searchChats(db(), { userId, words: 'whale' });
    for (let chats = 0; chats < 20; chats += 1) await newChat('Whales', 'Hm?');
    expect(await search()).toMatchObject({ chats: { length: 20 }, hasMore: false });
    await newChat('Whales', 'Hm?');
    expect(await search()).toMatchObject({ chats: { length: 20 }, hasMore: true });
  });
});

describeOnDatabases('a search for a chat', (db) => {
  let own: OwnChat;
  let replyId: MessageId;

  beforeEach(async () => {
    ({ own, replyId } = await savedChat(db(), await newUser(db())));
  });

  const find = async (words: string, who = own.userId) =>
    (await searchChats(db(), { userId: who, words })).chats;
  const foundTitles = async (words: string) => (await find(words)).map(({ title }) => title);

  it('finds it by words of a reply, which are marked', async () => {
    const [found] = await find('BRAIN half');
    expect(found).toMatchObject({ id: own.chatId, title: QUESTION, messageId: replyId });
    expect(found?.excerpt.filter(({ isMatch }) => isMatch).map(({ text }) => text)).toEqual([
      'half',
      'brain',
    ]);
    expect(found?.excerpt.map(({ text }) => text).join('')).toContain('half of their brain');
  });

  it('finds it by its title, and by the beginning of the last word', async () => {
    await renameChat(db(), own, 'Cetaceans at night');
    expect(await foundTitles('cetaceans ni')).toEqual(['Cetaceans at night']);
    expect(await foundTitles('whal')).toEqual(['Cetaceans at night']);
    expect(await find('cetaceans')).toMatchObject([{ messageId: null, excerpt: [] }]);
  });

  // A newer version had them, too: the chat was switched to that, and went on from there.
  it('tells of the message on the branch that is shown, where several have the words', async () => {
    const another = { id: newId<MessageId>(), text: 'How do brains sleep?', parentId: null };
    await beginTurn(db(), { ...own, model: 'tokentally-demo', message: another });
    expect(await find('brain')).toMatchObject([{ messageId: another.id }]);
    await chooseVersion(db(), { ...own, messageId: replyId });
    expect(await find('brain')).toMatchObject([{ messageId: replyId }]);
    // Also where it has them within another word alone.
    expect(await find('rain')).toMatchObject([{ messageId: replyId }]);
    const whole = { id: newId<MessageId>(), text: 'Does rain wake them?', parentId: null };
    await beginTurn(db(), { ...own, model: 'tokentally-demo', message: whole });
    await chooseVersion(db(), { ...own, messageId: replyId });
    expect(await find('rain')).toMatchObject([{ messageId: replyId }]);
  });

  it('tells which message has the words, though the chat shows another version', async () => {
    const another = { id: newId<MessageId>(), text: 'How do bats sleep?', parentId: null };
    await beginTurn(db(), { ...own, model: 'tokentally-demo', message: another });
    expect(await find('brain')).toMatchObject([{ id: own.chatId, messageId: replyId }]);
    expect(await find('bats')).toMatchObject([{ id: own.chatId, messageId: another.id }]);
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
  ])('does not find it by %j', async (words) => {
    expect(await find(words)).toEqual([]);
  });

  // Ten at once held all the connections that the app has.
  it('goes through the chats of one person once at a time, and of others meanwhile', async () => {
    const other = await newUser(db());
    let [underWay, most] = [0, 0];
    const database = watched(db(), async (_, execute) => {
      most = Math.max(most, ++underWay);
      try {
        return await execute();
      } finally {
        underWay--;
      }
    });
    const search = (userId: UserId) => searchChats(database, { userId, words: 'brain' });
    await Promise.all([search(own.userId), search(own.userId), search(own.userId)]);
    expect(most).toBe(1);
    await Promise.all([search(own.userId), search(other)]);
    expect(most).toBe(2);
  });

  it('does not find it for somebody else', async () => {
    expect(await find('brain', await newUser(db()))).toEqual([]);
  });
});
