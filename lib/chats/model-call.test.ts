import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { OpenMeter } from '@openmeter/sdk';
import { convertArrayToReadableStream, MockLanguageModelV4 } from 'ai/test';
import { beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, newUser, within } from '@/tests/support/metering';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import type { CatalogModel } from '../models/catalog';
import { DEMO_MODELS } from '../models/demo-models';
import { parseUsd } from '../money';
import { embeddedClient } from '../openmeter/testing/embedded-client';
import { ingestUsage } from '../openmeter/testing/ingest-usage';
import { answer } from './answer';
import { loadChat } from './load-chat';
import type { ChatSettings } from './message';
import { finish, type Step, says } from './testing/model-steps';

const PAGE = 'https://whales.example/sleep';

const { model, outside } = vi.hoisted(() => ({
  model: { steps: [] as Step[], calls: [] as LanguageModelV4CallOptions[] },
  outside: { openMeter: (): OpenMeter => expect.unreachable('There is a meter only while a test runs.') },
}));

vi.mock('../models/upstream', async (importOriginal) => ({
  ...(await importOriginal<typeof import('../models/upstream')>()),
  languageModel: () => ({
    unmetered: new MockLanguageModelV4({
      doStream: async (call) => {
        model.calls.push(call);
        return { stream: convertArrayToReadableStream([...(model.steps.shift() ?? [])]) };
      },
    }),
  }),
}));
vi.mock('../env', async (importOriginal) => {
  const original = await importOriginal<typeof import('../env')>();
  return { ...original, env: { ...original.env, READ_PAGE_HOSTS: ['whales.example'] } };
});
vi.mock('../openmeter/client', () => ({ openMeter: () => outside.openMeter() }));
vi.mock('./tools/read-page/fetch-page', async (importOriginal) => ({
  ...(await importOriginal<typeof import('./tools/read-page/fetch-page')>()),
  fetchPage: async (url: string) => ({
    url,
    contentType: 'text/html',
    body: '<title>How whales sleep</title><p>By halves.</p>',
  }),
}));

describeOnDatabases('a model is asked', (db) => {
  let own: { userId: UserId; chatId: ChatId };

  beforeEach(async () => {
    own = { userId: await newUser(db()), chatId: newId<ChatId>() };
    outside.openMeter = () => embeddedClient(db());
    model.calls = [];
  });

  async function ask(asked: { settings?: ChatSettings; reasoning?: boolean; steps?: Step[] } = {}) {
    const { settings, reasoning = false, steps = [says('Well.')] } = asked;
    model.steps = [...steps];
    const question = { ...own, model: demo({ reasoning }), settings, spendLimit: within(parseUsd('1')) };
    const message = { id: newId<MessageId>(), text: 'How do whales sleep?' };
    const { chunks } = await answer(meteringOf(db()), { ...question, message });
    for await (const _ of chunks);
    return (await loadChat(db(), own)).messages.at(-1);
  }

  const told = () => model.calls.at(-1)?.prompt.find(({ role }) => role === 'system')?.content;

  it('with our instructions, and after them the person’s own for the chat, in each of its turns', async () => {
    const settings = { instructions: 'Speak like a pirate.', temperature: null };
    await ask({ settings });
    expect(told()).toMatch(/^You are a helpful assistant\. [^\n]+\n\nSpeak like a pirate\.$/);
    await ask();
    expect(told()).toMatch(/\n\nSpeak like a pirate\.$/);
  });

  it('with our instructions alone where the person has none', async () => {
    await ask();
    expect(told()).toMatch(/^You are a helpful assistant\. [^\n]+$/);
  });

  it('at the temperature of the chat, but for one that thinks, which would refuse it', async () => {
    await ask({ settings: { instructions: '', temperature: 0.3 } });
    expect(model.calls.at(-1)?.temperature).toBe(0.3);
    await ask({ reasoning: true });
    expect(model.calls.at(-1)?.temperature).toBeUndefined();
  });

  it('with the tools, of which one tells what this person has used, and one gives the reply its sources', async () => {
    const usage = { userId: own.userId, time: new Date(), model: 'small', costUsd: '0.01' };
    await ingestUsage(embeddedClient(db()), usage);
    const calls = [
      call('my_usage', { month: 'this' }),
      call('readPage', { url: PAGE }),
      finish('tool-calls'),
    ];
    const reply = await ask({ steps: [calls, says('By halves, for a cent.')] });
    expect(model.calls[0]?.tools?.map(({ name }) => name)).toEqual([
      'currentTime',
      'calculator',
      'readPage',
      'my_usage',
    ]);
    expect(reply?.parts).toContainEqual(
      expect.objectContaining({
        type: 'tool-my_usage',
        output: expect.objectContaining({ requests: 1, cost: '$0.01' }),
      }),
    );
    expect(reply?.parts).toContainEqual(
      expect.objectContaining({ type: 'source-url', url: PAGE, title: 'How whales sleep' }),
    );
    const toldBack = JSON.stringify(model.calls[1]?.prompt);
    expect(toldBack).toContain('$0.01');
    expect(toldBack).toContain('By halves.');
  });
});

function demo(rest: Partial<CatalogModel>): CatalogModel {
  const [first] = DEMO_MODELS;
  if (!first) throw new Error('There is no demo.');
  return { ...first, ...rest };
}

function call(toolName: string, input: object): LanguageModelV4StreamPart {
  return { type: 'tool-call', toolCallId: toolName, toolName, input: JSON.stringify(input) };
}
