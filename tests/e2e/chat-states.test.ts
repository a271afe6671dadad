import { describe, expect, it } from 'vitest';
import { faultsOf } from './support/axe';
import { chatApp } from './support/chat-app';
import {
  askAbove,
  chatList,
  chooseForChat,
  composer,
  say,
  send,
  showSidebar,
  titled,
  usageLines,
} from './support/journey';

const { openChat, upstream, useUp } = chatApp({
  models: [{ id: 'tokentally-demo', provider: 'demo', name: 'Demo', tools: true }],
  expectedComplaints: /\b(502|402) \(|net::ERR_/,
});

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
      await page.route('**/api/chat', (route) => route.abort());
      await send(page, 'Hello!');
      await page.getByText('The server could not be reached.').waitFor();
      await check('the server is away');
      expect(found).toEqual([]);
    });

    it('what opens over it', async () => {
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

      await page.goto(link);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await check('shared');
      expect(found).toEqual([]);
    });
  },
);
