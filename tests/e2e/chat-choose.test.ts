import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { faultsOf } from './support/axe';
import { chatApp } from './support/chat-app';
import {
  askAbove,
  chatList,
  composer,
  newChat,
  parseUsageLine,
  pickModel,
  say,
  send,
  showSidebar,
  textIn,
  titled,
  usageLines,
} from './support/journey';
import { VIEWPORTS } from './support/viewports';

/** Less than a message to the demo can cost, which replies 4,096 tokens at most, at $2 a million. */
const LITTLE_USD = '0.005';

const { openChat, upstream, useUp, url } = chatApp({ expectedComplaints: /402 \(Payment Required\)/ });

describe.each(VIEWPORTS)('choosing and knowing on %s', (_, device) => {
  const asked = () => upstream().journal.records().length;
  const question = (page: Page) => page.getByRole('dialog', { name: /^This may cost up to about \$0\.00/ });
  const pickerOf = (page: Page, model: string) => page.getByRole('button', { name: `Model: ${model}` });

  it('finds a model by typing, with its price, its context and what it takes, and remembers the choice', async () => {
    const page = await openChat(device);
    await pickerOf(page, 'Demo').click();
    await page.getByRole('combobox', { name: 'Search models' }).fill('images');
    const option = page.getByRole('option');
    expect(await option.count()).toBe(1);
    expect((await option.innerText()).split(/\n+/)).toEqual([
      'Mini',
      'A model of the connected server.',
      '$0.05 in · $0.40 out per 1M tokens',
      '128,000 context · takes text, images',
    ]);
    await page.getByRole('combobox', { name: 'Search models' }).fill('no such words');
    await page.getByRole('status').getByText('No model has these words.').waitFor();
    await page.getByRole('combobox', { name: 'Search models' }).fill('images');
    await page.keyboard.press('Enter');
    await pickerOf(page, 'Mini').waitFor();
    await expect.poll(() => pickerOf(page, 'Mini').evaluate((button) => button.matches(':focus'))).toBe(true);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');

    await newChat(page);
    await pickerOf(page, 'Mini').waitFor();
    await page.goto(`${url()}/chat`);
    await pickerOf(page, 'Mini').waitFor();
    await pickModel(page, 'Demo');
    await pickerOf(page, 'Demo').waitFor();
    await showSidebar(page);
    await chatList(page).getByRole('link', { name: 'What a token is' }).click();
    await pickerOf(page, 'Mini').waitFor();
  });

  it('asks before a message that may cost more than the person lets pass, and keeps it when they say no', async () => {
    const page = await openChat(device);
    await askAbove(page, LITTLE_USD);
    const before = asked();
    await send(page, 'What is a token?');
    await question(page).getByText('Reply: 4,096 tokens at most').waitFor();
    await page.keyboard.press('Escape');
    await question(page).waitFor({ state: 'hidden' });
    expect(await composer(page).inputValue()).toBe('What is a token?');
    expect(asked()).toBe(before);

    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await question(page).getByRole('button', { name: 'Send', exact: true }).click();
    await usageLines(page).waitFor();
    expect(await composer(page).inputValue()).toBe('');

    await askAbove(page, undefined);
    await say(page, 'And what does this cost?');
  });

  it('asks before an edit and before another answer', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await askAbove(page, LITTLE_USD);
    const before = asked();
    await page.getByRole('button', { name: 'Answer again' }).click();
    await question(page).getByRole('button', { name: 'Don’t send' }).click();
    await page.getByRole('article').first().hover();
    await page.getByRole('button', { name: 'Edit message' }).click();
    const field = page.getByRole('textbox', { name: 'Message to send anew' });
    await field.fill('How is my usage metered?');
    const sendAnew = page.getByRole('form', { name: 'Edit message' }).getByRole('button', { name: 'Send' });
    await sendAnew.click();
    await question(page).getByRole('button', { name: 'Don’t send' }).click();
    expect(await field.inputValue()).toBe('How is my usage metered?');
    expect(asked()).toBe(before);
    await sendAnew.click();
    await question(page).getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('2/2').waitFor();
    await usageLines(page).waitFor();
  });

  it('lets an expensive message wait in the queue until the person sends it', async () => {
    const page = await openChat(device);
    await askAbove(page, LITTLE_USD);
    upstream().pause();
    await send(page, 'What is a token?');
    await question(page).getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await send(page, 'Hello!');
    upstream().resume();
    await usageLines(page).waitFor();
    await page.getByText(/^The next message may cost up to about \$0\.00/).waitFor();
    await page.getByRole('button', { name: 'Send “Hello!” now' }).click();
    await question(page).getByRole('button', { name: 'Don’t send' }).click();
    await page.getByRole('list', { name: 'Waiting messages' }).getByText('Hello!').waitFor();
    await page.getByRole('button', { name: 'Send “Hello!” now' }).click();
    await question(page).getByRole('button', { name: 'Send', exact: true }).click();
    await usageLines(page).nth(1).waitFor();
  });

  it('says what a reply used, how full the context is, and where a count is ours', async () => {
    const page = await openChat(device);
    const gauge = page.getByRole('meter', { name: 'Context used' });
    expect(await gauge.getAttribute('aria-valuetext')).toBe('Context: about 0 of 128,000 tokens');
    upstream().faults.next('no-usage');
    const { promptTokens, completionTokens } = parseUsageLine(await say(page, 'What is a token?'));
    const record = upstream()
      .journal.records()
      .findLast(({ fault }) => fault === 'no-usage');
    expect([promptTokens, completionTokens]).toEqual([record?.promptTokens, record?.outputTokens]);
    await page.getByText('estimated', { exact: true }).waitFor();
    const words = `Context: about ${promptTokens + completionTokens} of 128,000 tokens`;
    expect(await gauge.getAttribute('aria-valuetext')).toBe(words);
  });

  it('leads to the receipt of a reply and back to the chat', async () => {
    const page = await openChat(device);
    const line = await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    const chatUrl = page.url();
    await page.getByRole('link', { name: 'Receipt' }).click();
    await page.waitForURL('**/billing/events/*');
    await page.getByRole('region', { name: 'Receipt' }).getByText('tokentally-demo').first().waitFor();
    await page
      .getByRole('navigation', { name: 'Back' })
      .getByRole('link', { name: 'What a token is' })
      .click();
    await page.waitForURL(chatUrl);
    expect(await textIn(usageLines(page))).toBe(line);

    await page.getByRole('link', { name: 'Receipt' }).click();
    await page.waitForURL('**/billing/events/*');
    await page.goBack();
    await page.waitForURL(chatUrl);
    expect(await textIn(usageLines(page))).toBe(line);
  });

  it('says how the allowance stands near its end, and refuses what it can’t pay for', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    await useUp(page, '0.09');
    await say(page, 'Hello!');
    const nearItsEnd = page.getByText(/^Allowance: \$0\.09\d* of \$0\.10 used/);
    await nearItsEnd.waitFor();
    expect(await faultsOf(page, 'near the end of the allowance')).toEqual([]);

    // The page of a new chat was read before any of it was used.
    await newChat(page);
    await nearItsEnd.waitFor();
    await page.goBack();
    await titled(page, 'What a token is');

    await useUp(page, '0.10');
    await send(page, 'What does this cost?');
    const card = page.getByRole('alert', { name: 'Problem' });
    await card.getByText('Used', { exact: true }).waitFor();
    await card.getByRole('link', { name: 'See your usage' }).click();
    await page.waitForURL('**/billing');
    await page.goBack();
    // What was refused is not lost.
    await expect.poll(() => composer(page).inputValue()).toBe('What does this cost?');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await card.getByRole('button', { name: 'Edit message' }).click();
    await expect.poll(() => composer(page).inputValue()).toBe('What does this cost?');
  });
});
