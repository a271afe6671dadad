import type { Locator, Page } from 'playwright-core';

/** The steps of a person, by what they see. */

let guests = 0;

/**
 * Each guest comes from an address of their own: of one, few may begin in a while.
 *
 * @param from the page that they open first; all but the front page lead to the sign-in page
 */
export async function continueAsGuest(page: Page, url: string, from = '/chat'): Promise<void> {
  await page.goto(url + from);
  guests += 1;
  await page.setExtraHTTPHeaders({ 'X-Forwarded-For': `192.0.2.${guests}` });
  await page.getByRole('button', { name: 'Continue as guest' }).click();
  await page.waitForURL('**/chat');
  await page.setExtraHTTPHeaders({});
}

/** Sends a message and waits for the end of the reply. @returns the line under it, such as `12 in · 48 out · $0.0021`. */
export async function say(page: Page, text: string): Promise<string> {
  const lines = usageLines(page);
  const before = await lines.count();
  await send(page, text);
  await lines.nth(before).waitFor();
  return textIn(lines.nth(before));
}

/** Brings the sidebar up where there is no room for it beside the page. */
export async function showSidebar(page: Page): Promise<void> {
  const sidebar = page.getByRole('complementary', { name: 'Sidebar' });
  if (await sidebar.isVisible()) return;
  await page.getByRole('button', { name: 'Open the sidebar' }).click();
  await sidebar.waitFor();
}

export async function newChat(page: Page): Promise<void> {
  await showSidebar(page);
  await page.getByRole('link', { name: 'New chat' }).click();
  await page.getByRole('region', { name: /^Ask anything/ }).waitFor();
}

/** The person's chats, in the sidebar. */
export function chatList(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Chats' });
}

/** Opens the menu of a chat in the list and chooses something. */
export async function chooseForChat(page: Page, title: string, item: string): Promise<void> {
  await showSidebar(page);
  await chatList(page).getByRole('link', { name: title }).hover();
  await chatList(page)
    .getByRole('button', { name: `More about “${title}”` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Above which sum, in dollars, the person wants to be asked before a message; undefined: never. */
export async function askAbove(page: Page, usd: string | undefined): Promise<void> {
  await page.getByRole('button', { name: 'Chat settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Chat settings' });
  await dialog.getByRole('checkbox', { name: /^Ask before a message/ }).setChecked(usd !== undefined);
  if (usd !== undefined) await dialog.getByRole('textbox', { name: 'Sum in US dollars' }).fill(usd);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Picks a model by words that it is found with. */
export async function pickModel(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Model:' }).click();
  await page.getByRole('combobox', { name: 'Search models' }).fill(words);
  await page.getByRole('combobox', { name: 'Search models' }).press('Enter');
}

/** The text of something, in sight or not: browsers draw no more than what is, and give no inner text of the rest. */
export async function textIn(locator: Locator): Promise<string> {
  return (await locator.textContent()) ?? '';
}

/** The lines under the replies of a chat that say what each used. */
export function usageLines(page: Page): Locator {
  return page.getByText(/^[\d,]+ in · [\d,]+ out · /);
}

/** The messages of the open chat; not there before the first. */
export function messageList(page: Page): Locator {
  return page.getByRole('list', { name: 'Messages' });
}

/** Where a message is written, but not where one is edited. */
export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Message', exact: true });
}

/** By the keyboard, as it is sent on any device: on one that is touched Enter begins a new line. */
export async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('ControlOrMeta+Enter');
}

/** The numbers of a usage line. */
export function parseUsageLine(line: string): {
  promptTokens: number;
  completionTokens: number;
  cost: string;
} {
  const [, prompt = '', completion = '', cost = ''] = /^([\d,]+) in · ([\d,]+) out · (\S+)/.exec(line) ?? [];
  const number = (text: string) => Number(text.replaceAll(',', ''));
  return { promptTokens: number(prompt), completionTokens: number(completion), cost };
}

/** What the head of a chat says that all of it cost, as it is saved. */
export async function chatTotal(page: Page): Promise<string> {
  await page.reload();
  const words = await page
    .getByText(/^This chat cost/)
    .locator('..')
    .innerText();
  return /\$[\d.,]+/.exec(words)?.[0] ?? words;
}

/** Waits until the demo has named the open chat. */
export async function titled(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

/** The figure of a card on the billing page, by the card's title. */
export function figure(page: Page, title: string): Promise<string> {
  return page.getByRole('region', { name: title, exact: true }).getByRole('paragraph').first().innerText();
}
