import { APICallError } from '@ai-sdk/provider';
import { MockLanguageModelV4 } from 'ai/test';
import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, meteringOf, newUser, within } from '@/tests/support/metering';
import { type ChatId, type MessageId, newId } from '../ids';
import { DEMO_MODELS } from '../models/demo-models';
import { UpstreamError } from '../models/upstream-failure';
import { parseUsd, picoUsd } from '../money';
import { answer } from './answer';
import { loadChat } from './load-chat';

/** The server got the prompt, and closed the connection before it answered. */
const brokenOff = () =>
  new APICallError({
    message: 'Cannot connect to API: other side closed',
    url: 'https://a.example',
    requestBodyValues: {},
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
    isRetryable: true,
    responseHeaders: { 'retry-after-ms': '1' },
  });

vi.mock('../models/upstream', async (importOriginal) => ({
  ...(await importOriginal<typeof import('../models/upstream')>()),
  languageModel: () => ({
    unmetered: new MockLanguageModelV4({
      doStream: async () => {
        throw brokenOff();
      },
    }),
  }),
}));

describeOnDatabases('a message whose first try was billed', (db) => {
  // It was taken away with its chat, though a bill names it; or was kept, and the page took it for one that was not.
  it('stays when the allowance has no room for a second', async () => {
    const [model] = DEMO_MODELS;
    if (!model) throw new Error('There is no demo model.');
    const own = { userId: await newUser(db()), chatId: newId<ChatId>() };
    const limits = [within(parseUsd('1')), within(picoUsd(1n))];
    const spendLimit = async () => (limits.shift() ?? within(picoUsd(1n)))();
    const message = { id: newId<MessageId>(), text: 'What is a token?' };
    await expect(answer(meteringOf(db()), { ...own, model, message, spendLimit })).rejects.toThrow(
      UpstreamError,
    );
    const { entries } = await booksOf(db(), own.userId);
    expect(entries).toMatchObject([{ outcome: 'failed', chatId: own.chatId }]);
    const { messages } = await loadChat(db(), own);
    expect(messages).toMatchObject([{ id: message.id, role: 'user' }]);
  });
});
