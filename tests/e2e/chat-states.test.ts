import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { messages } from '@/lib/db/schema';
import { faultsOf } from './support/axe';
import { chatApp } from './support/chat-app';
import {
  askAbove,
  chatList,
  chooseForChat,
  composer,
  messageList,
  say,
  send,
  showSidebar,
  titled,
  usageLines,
} from './support/journey';

const { openChat, upstream, useUp, url, db } = chatApp({
  models: [{ id: 'tokentally-demo', provider: 'demo', name: 'Demo', tools: true }],
  expectedComplaints: /\b(404|402|500|502) \(|net::ERR_|React error #441/,
});

const calculator = { type: 'tool-calculator', title: 'Calculator', input: { expression: '1/0' } };
/** What a reply can have that the fake upstream has no model for. */
const PARTS = [
  { ...calculator, toolCallId: '1', state: 'output-error', errorText: 'That divides by zero.' },
  { ...calculator, toolCallId: '2', state: 'input-available' },
  { type: 'text', text: '| text | tokens |\n|---|---|\n| hello world | 2 |\n\n$$\\frac{a}{b}$$' },
  { type: 'source-url', sourceId: '1', url: 'https://tokens.example/what', title: 'What tokens are' },
];

/** Looks at a page while a table can't be read. */
async function without(table: string, look: () => Promise<void>): Promise<void> {
  await db().execute(sql.raw(`alter table ${table} rename to away`));
  try {
    await look();
  } finally {
    await db().execute(sql.raw(`alter table away rename to ${table}`));
  }
}

describe.each([
  [1440, 900],
  [390, 844],
] as const)(
  'every state of the chat is sound to axe, light and dark, and fits the screen: %i px',
  (...size) => {
    const [width, height] = size;
    /** An empty chat, and what checks the state that its page is in. */
    async function openChecked() {
      const page = await openChat({ colorScheme: 'light', viewport: { width, height } });
      const found: unknown[] = [];
      const check = async (state: string) => found.push(...(await faultsOf(page, state)));
      return { page, check, found };
    }

    it('what is said, and how it goes on', async () => {
      const { page, check, found } = await openChecked();
      await check('empty');
      await say(page, 'What is a token?');
      await titled(page, 'What a token is');
      await page.getByRole('button', { name: 'Answer again' }).click();
      await page.getByText('2/2').waitFor();
      await usageLines(page).waitFor();
      await check('versions of a reply');

      await page.getByRole('article').first().hover();
      await page.getByRole('button', { name: 'Edit message' }).click();
      await page.getByRole('textbox', { name: 'Message to send anew' }).waitFor();
      await check('editing');
      await page.keyboard.press('Escape');

      await askAbove(page, '0.005');
      upstream().faults.next({ kind: 'stall', afterDeltas: 12 });
      await send(page, 'Tell me about metering');
      await page.getByRole('dialog', { name: /^This may cost/ }).waitFor();
      await check('before an expensive message');
      await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('button', { name: 'Stop' }).waitFor();
      await send(page, 'Hello!');
      await composer(page).fill('And then');
      await page.getByRole('list', { name: 'Waiting messages' }).waitFor();
      await check('a message waits');
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('Stopped').waitFor();
      await page.getByText(/^The next message may cost/).waitFor();
      await check('stopped, and an expensive message waits');

      await askAbove(page, undefined);
      await page.getByRole('button', { name: 'Remove “Hello!”' }).click();
      upstream().faults.next('server-error', 2);
      await send(page, 'And then?');
      await page.getByRole('alert', { name: 'Problem' }).waitFor();
      await check('upstream failed');
      await useUp(page, '0.10');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('link', { name: 'See your usage' }).waitFor();
      await check('the allowance is used up');
      expect(found).toEqual([]);
    });

    it('what a model does before it speaks, and a server that is away', async () => {
      const { page, check, found } = await openChecked();
      await say(page, '/think');
      await page.getByText(/^Thought for \d+ s$/).click();
      await page.getByText('let it be seen').waitFor();
      await check('thoughts');
      await say(page, '/tools');
      await page.getByText('Current time').click();
      await page.getByText(/"utc": "/).waitFor();
      await check('a tool');
      const inChat = eq(messages.chatId, new URL(page.url()).pathname.split('/').at(-1) ?? '');
      await db()
        .update(messages)
        .set({ parts: sql`${messages.parts} || ${JSON.stringify(PARTS)}::jsonb`, status: 'cut by limit' })
        .where(and(inChat, sql`${messages.parts} @> '[{"type": "tool-currentTime"}]'`));
      await page.reload();
      await messageList(page).getByText('This reply reached its output limit.').waitFor();
      await messageList(page).getByText('Failed', { exact: true }).click();
      await page.getByRole('math').locator('mfrac').waitFor({ state: 'attached' });
      await check(
        'a tool that failed, one that did not finish, a table, a formula, sources, and the output limit',
      );
      await composer(page).fill('x y '.repeat(100_001));
      await page.getByText('A message has 400,000 characters at most.').waitFor();
      await check('a message that is too long, and a full context');
      await page.route('**/api/chat', (route) => route.abort());
      await send(page, 'Hello!');
      await page.getByText('The server could not be reached.').waitFor();
      await check('the server is away');
      expect(found).toEqual([]);
    });

    it('what opens over it, is not there, or can’t be read', async () => {
      const { page, check, found } = await openChecked();
      await say(page, 'What is a token?');
      await titled(page, 'What a token is');
      await page.getByRole('button', { name: 'Model:' }).click();
      await page.getByRole('option').first().waitFor();
      await check('models');
      await page.getByRole('combobox', { name: 'Search models' }).fill('no such model');
      await page.getByText('No model has these words.').waitFor();
      await check('no model found');
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: 'Share' }).click();
      await page.getByRole('button', { name: 'Make a link' }).click();
      const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
      await check('sharing');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Chat settings' }).click();
      await page.getByRole('checkbox', { name: 'Set the temperature' }).check();
      await check('settings');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search your chats' }).fill('tokens');
      await page.getByRole('option', { name: /What a token is/ }).waitFor();
      await check('palette');
      await page.getByRole('combobox', { name: 'Search your chats' }).fill('no such words');
      await page.getByText('Nothing found.').waitFor();
      await check('nothing found');
      await page.getByRole('combobox', { name: 'Search your chats' }).fill('shortcuts');
      await page.getByRole('option', { name: 'Keyboard shortcuts' }).click();
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await check('shortcuts');
      await page.keyboard.press('Escape');

      await showSidebar(page);
      await page.getByRole('button', { name: 'Account:' }).click();
      await page.getByRole('group', { name: 'Theme' }).waitFor();
      await check('account');
      await page.keyboard.press('Escape');
      await showSidebar(page);
      await chatList(page)
        .getByRole('button', { name: /^More about/ })
        .click();
      await page.getByRole('menu').waitFor();
      await check('menu of a chat');
      await page.getByRole('menuitem', { name: 'Rename…' }).click();
      await page.getByRole('dialog', { name: 'Rename this chat' }).waitFor();
      await check('renaming');
      await page.keyboard.press('Escape');
      await chooseForChat(page, 'What a token is', 'Delete');
      // Under the pointer it stays.
      await page.getByRole('button', { name: 'Undo' }).hover();
      await check('a note');
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.waitForURL('**/chat/*');
      const chatUrl = page.url();

      await page.goto(link);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await check('shared');

      await page.goto(`${url()}/share/${randomUUID()}`);
      await page.getByText('Nothing is counted here').waitFor();
      await check('a link that was revoked, as any page that is not there');
      await page.goto(`${url()}/chat/${randomUUID()}`);
      await page.getByRole('heading', { name: 'No such chat' }).waitFor();
      await check('no such chat');
      await without('messages', async () => {
        await page.goto(chatUrl);
        await page.getByText('This chat could not be loaded.').waitFor();
        await check('a chat that can’t be loaded');
      });
      await without('chats', async () => {
        await page.goto(link);
        await page.getByText('This page could not be shown').waitFor();
        await check('a page that can’t be shown');
      });
      expect(found).toEqual([]);
    });
  },
);
