import { describe, expect, it } from 'vitest';
import { chatApp } from './support/chat-app';
import { composer, messageList, say, send, textIn, titled, usageLines } from './support/journey';
import { VIEWPORTS } from './support/viewports';

const { openChat, upstream, books, allowComplaints } = chatApp();

describe.each(VIEWPORTS)('talking on %s', (_, device) => {
  it('keeps every version of a message that was edited, behind arrows', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await messageList(page).getByText('What is a token?').hover();
    await page.getByRole('button', { name: 'Edit message' }).click();
    const field = page.getByRole('textbox', { name: 'Message to send anew' });
    await field.fill('How is my usage metered?');
    await page.getByRole('form', { name: 'Edit message' }).getByRole('button', { name: 'Send' }).click();
    await messageList(page).getByText('2/2').waitFor();
    await usageLines(page).waitFor();
    expect(await messageList(page).getByText('What is a token?').count()).toBe(0);

    await page.getByRole('button', { name: 'Previous version' }).click();
    await messageList(page).getByText('What is a token?').waitFor();
    await messageList(page).getByText('1/2').waitFor();
    await page.reload();
    await messageList(page).getByText('1/2').waitFor();
    await page.getByRole('button', { name: 'Next version' }).click();
    await messageList(page).getByText('How is my usage metered?').waitFor();
  });

  it('keeps the reply that was there when a message is answered again', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await page.getByRole('button', { name: 'Answer again' }).click();
    await messageList(page).getByText('2/2').waitFor();
    await usageLines(page).waitFor();
    await page.reload();
    await messageList(page).getByText('2/2').waitFor();
    await page.getByRole('button', { name: 'Previous version' }).click();
    await messageList(page).getByText('1/2').waitFor();
    expect(await usageLines(page).count()).toBe(1);
  });

  it('shows the reply that was there again when upstream fails to write another one', async () => {
    const page = await openChat(device);
    await say(page, 'What is a token?');
    await titled(page, 'What a token is');
    upstream().faults.next('server-error', 2);
    allowComplaints(/502 \(Bad Gateway\)$/);
    await page.getByRole('button', { name: 'Answer again' }).click();
    await page.getByRole('alert', { name: 'Problem' }).waitFor();
    await usageLines(page).waitFor();
    await page.reload();
    await usageLines(page).waitFor();
  });

  it('lets messages wait while a reply comes, each to be taken out, and sends the rest in turn', async () => {
    const page = await openChat(device);
    upstream().pause();
    await send(page, 'How is my usage metered?');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    for (const text of ['What is a token?', 'Never mind', 'Hello!']) await send(page, text);
    const waiting = page.getByRole('list', { name: 'Waiting messages' });
    expect(await waiting.getByRole('listitem').allInnerTexts()).toEqual([
      'What is a token?',
      'Never mind',
      'Hello!',
    ]);
    await waiting.getByRole('button', { name: 'Remove “Never mind”' }).click();
    // Until the server has the chat, its page is not found for a moment.
    await expect.poll(() => books().openHolds()).toHaveLength(1);
    // Also over a reload, and each once.
    await page.reload();
    await waiting.waitFor();
    upstream().resume();
    await usageLines(page).nth(2).waitFor();
    expect(await waiting.count()).toBe(0);
    await page.reload();
    const asked = messageList(page)
      .getByRole('article')
      .filter({ has: page.getByRole('heading', { name: 'You' }) });
    // What is out of sight has no inner text.
    expect(await asked.getByRole('paragraph').allTextContents()).toEqual([
      'How is my usage metered?',
      'What is a token?',
      'Hello!',
    ]);
  });

  it('keeps what a stopped reply has said, and lets what waits wait on until the person sends it', async () => {
    const page = await openChat(device);
    upstream().faults.next({ kind: 'stall', afterDeltas: 40 });
    await send(page, '/long');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await send(page, 'Hello!');
    const reply = messageList(page).getByRole('article').nth(1);
    await reply.getByRole('paragraph').first().waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await reply.getByText('Stopped').waitFor();
    const said = await textIn(reply);
    expect(said).toMatch(/\w{3}/);
    await page.reload();
    await page.getByRole('button', { name: 'Send “Hello!” now' }).click();
    await usageLines(page).nth(1).waitFor();
    await page.reload();
    expect(await textIn(reply)).toBe(said);
  });

  it('stops a reply before its first word', async () => {
    const page = await openChat(device);
    upstream().faults.next('hang');
    await send(page, 'What is a token?');
    await expect.poll(() => upstream().journal.records().at(-1)?.fault).toBe('hang');
    await page.getByRole('button', { name: 'Stop' }).click();
    await messageList(page).getByText('Stopped').waitFor();
    await usageLines(page).waitFor();
    await page.reload();
    await messageList(page).getByText('Stopped').waitFor();
    await say(page, 'Hello!');
  });

  it('sends a message again that upstream failed to answer', async () => {
    const page = await openChat(device);
    upstream().faults.next('server-error', 2);
    allowComplaints(/502 \(Bad Gateway\)$/);
    await send(page, 'What is a token?');
    const problem = page.getByRole('alert', { name: 'Problem' });
    await problem.getByText('server had an error').waitFor();
    await problem.getByRole('button', { name: 'Try again' }).click();
    await usageLines(page).waitFor();
    expect(await problem.count()).toBe(0);
    expect(await messageList(page).getByText('What is a token?').count()).toBe(1);
  });

  it('keeps what is typed over a reload, and forgets it once it is sent', async () => {
    const page = await openChat(device);
    await composer(page).fill('Not yet');
    await page.reload();
    await expect.poll(() => composer(page).inputValue()).toBe('Not yet');
    await say(page, 'Hello!');
    await page.reload();
    await usageLines(page).waitFor();
    expect(await composer(page).inputValue()).toBe('');
  });

  it('keeps the settings that go with what is typed in a new chat over a reload', async () => {
    const page = await openChat(device);
    const settings = page.getByRole('button', { name: 'Chat settings' });
    await settings.click();
    await page.getByRole('textbox', { name: 'Instructions' }).fill('Speak like a pirate.');
    await page.getByRole('button', { name: 'Save' }).click();
    // What is behind it takes no text until it has closed.
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await composer(page).fill('Not yet');
    await page.reload();
    await expect.poll(() => composer(page).inputValue()).toBe('Not yet');
    await settings.click();
    expect(await page.getByRole('textbox', { name: 'Instructions' }).inputValue()).toBe(
      'Speak like a pirate.',
    );
  });
});
