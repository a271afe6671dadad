import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { pdf, png } from '@/lib/attachments/testing/sample-files';
import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';
import { createGate } from '@/tests/support/gate';
import { faultsOf, violationsOf } from './support/axe';
import { chatApp } from './support/chat-app';
import { composer, messageList, pickModel, send, usageLines } from './support/journey';
import { DESKTOP, PHONE, VIEWPORTS } from './support/viewports';

const SEEING = { id: 'tokentally-demo', provider: 'demo', accepts: ['text', 'image', 'pdf'], name: 'Seeing' };
const BLIND = { id: 'tokentally-demo-mini', provider: 'demo', accepts: ['text'], name: 'Blind' };

const cat = { name: 'cat.png', mimeType: 'image/png', buffer: png(640, 480) };
const report = { name: 'report.pdf', mimeType: 'application/pdf', buffer: pdf(3) };
const notes = { name: 'notes.md', mimeType: '', buffer: Buffer.from('# Notes\n\nWhales sleep.\n') };
const program = { name: 'cat.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('4d5a90000300', 'hex') };
const huge = { name: 'huge.txt', mimeType: 'text/plain', buffer: Buffer.alloc(5 * 1024 * 1024, 'a') };

describe('attaching', () => {
  const { openChat, upstream, books, allowComplaints } = chatApp({ models: [SEEING, BLIND] });
  const chips = (page: Page) =>
    page.locator('form').getByRole('list', { name: 'Attachments' }).getByRole('listitem');
  const replies = (page: Page) =>
    messageList(page)
      .getByRole('article')
      .filter({ has: page.getByRole('heading', { name: 'Reply' }) });

  /** Each prompt is billed as upstream counted it, and what was held for it had been enough. */
  afterEach(async () => {
    const difference = async () => {
      const served = upstream()
        .journal.records()
        .filter(({ outcome }) => outcome !== 'refused');
      const sent = served.map(({ responseId, promptTokens }) => `${responseId}: ${promptTokens}`);
      const entries = await books().entries();
      const billed = entries.map((entry) => `${entry.responseId}: ${inputTokens(usageOfEntry(entry))}`);
      return [...sent.filter((one) => !billed.includes(one)), ...billed.filter((one) => !sent.includes(one))];
    };
    await expect.poll(difference).toEqual([]);
    expect(await books().overshoot()).toMatchObject({ generations: 0 });
  });

  async function choose(page: Page, ...files: (typeof cat)[]) {
    const dialog = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Attach files' }).click();
    await (await dialog).setFiles(files);
  }

  /** Gives files to the page by an event of the browser's, as a drop and a paste do. */
  async function give(page: Page, event: 'drop' | 'dragover' | 'paste', ...files: (typeof cat)[]) {
    const sent = files.map(({ name, mimeType, buffer }) => ({
      name,
      mimeType,
      base64: buffer.toString('base64'),
    }));
    const target = event === 'paste' ? composer(page) : page.getByRole('region', { name: 'Conversation' });
    await target.evaluate(
      (element, { event, sent }) => {
        const data = new DataTransfer();
        for (const { name, mimeType, base64 } of sent) {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          data.items.add(new File([bytes], name, { type: mimeType }));
        }
        const options = { bubbles: true, cancelable: true };
        element.dispatchEvent(
          event === 'paste'
            ? new ClipboardEvent(event, { ...options, clipboardData: data })
            : new DragEvent(event, { ...options, dataTransfer: data }),
        );
      },
      { event, sent },
    );
  }

  describe.each(VIEWPORTS)('on %s', (_, device) => {
    it('takes files by button, paste and drop, and keeps them over a reload', async () => {
      const page = await openChat(device);
      await choose(page, cat);
      await give(page, 'paste', report);
      await give(page, 'dragover', notes);
      await page.getByText('Drop files to attach them').waitFor();
      await give(page, 'drop', notes);
      await expect.poll(() => page.getByText('Drop files to attach them').count()).toBe(0);
      await expect
        .poll(() => chips(page).allInnerTexts())
        .toEqual([
          expect.stringMatching(/^cat\.png\s+\d+ (bytes|KB)$/),
          expect.stringMatching(/^report\.pdf\s+\d+ bytes$/),
          expect.stringMatching(/^notes\.md\s+23 bytes$/),
        ]);
      const heard = await page.getByRole('log', { name: 'Attached' }).getByRole('paragraph').allInnerTexts();
      expect(heard.toSorted()).toEqual(
        ['cat.png', 'notes.md', 'report.pdf'].map((name) => `${name} is attached.`),
      );
      expect(await violationsOf(page)).toEqual([]);

      await page.reload();
      await expect.poll(() => chips(page).count()).toBe(3);
      await send(page, 'What is this?');
      const reply = replies(page).first();
      await reply.getByText('an image (PNG) of 640 × 480 pixels').waitFor();
      await reply.getByText('a PDF of 3 pages').waitFor();
      await reply.getByText('text of 4 lines').waitFor();
      await usageLines(page).waitFor();
      expect(await chips(page).count()).toBe(0);

      await page.reload();
      const image = messageList(page).getByRole('img', { name: 'cat.png' });
      await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(640);
      await messageList(page).getByRole('link', { name: 'report.pdf' }).waitFor();
      expect(await faultsOf(page, 'a message with files')).toEqual([]);
    });
  });

  it('says of each file why it can’t be attached, and sends nothing until it is removed', async () => {
    const page = await openChat(PHONE);
    await choose(page, program, huge, ...Array.from({ length: 8 }, () => notes));
    const list = chips(page);
    await list
      .filter({ hasText: 'cat.jpg' })
      .getByText('Only images (PNG, JPEG, WebP, GIF), PDFs and text')
      .waitFor();
    await list.filter({ hasText: 'huge.txt' }).getByText('A file may have 4 MB at most.').waitFor();
    await list.filter({ hasText: '2 more files' }).getByText('A message takes 8 files at most.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await send(page, 'Read this');
    expect(await messageList(page).count()).toBe(0);
    for (const name of ['cat.jpg', 'huge.txt', '2 more files']) {
      await page.getByRole('button', { name: `Remove ${name}` }).click();
    }
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await usageLines(page).waitFor();
  });

  it('makes a photo smaller that is too large to be uploaded', async () => {
    const page = await openChat(PHONE);
    const photo = { name: 'photo.png', mimeType: 'image/png', buffer: png(1600, 1200, 'noisy') };
    expect(photo.buffer.length).toBeGreaterThan(5 * 1024 * 1024);
    await choose(page, photo);
    await expect
      .poll(() => chips(page).allInnerTexts())
      .toEqual([expect.stringMatching(/^photo\.jpg\s+[\d.]+ [KM]B$/)]);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await replies(page).getByText('an image (JPEG) of 1600 × 1200 pixels').waitFor();
    await usageLines(page).waitFor();
  });

  it('says which model takes no images: before it is sent, and of those that were sent before', async () => {
    const page = await openChat(DESKTOP);
    await choose(page, cat);
    await pickModel(page, 'Blind');
    await chips(page).getByText('Blind takes no images.').waitFor();
    await pickModel(page, 'Seeing');
    await expect.poll(() => chips(page).getByText('takes no images').count()).toBe(0);
    await composer(page).press('Enter');
    await usageLines(page).waitFor();

    await pickModel(page, 'Blind');
    allowComplaints(/400 \(Bad Request\)$/);
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/chat'));
    await send(page, 'And now?');
    expect((await asked).status()).toBe(400);
    await page
      .getByRole('alert')
      .getByText('Blind takes no images, and this conversation has “cat.png”.')
      .waitFor();
    await pickModel(page, 'Seeing');
    await page.getByRole('button', { name: 'Try again' }).click();
    await usageLines(page).nth(1).waitFor();
  });

  it('waits with a message for its files, and lets messages with files wait for a reply', async () => {
    const page = await openChat(DESKTOP);
    const uploads = createGate();
    uploads.shut();
    await page.route('**/api/attachments?*', async (route) => {
      await uploads.passed();
      await route.continue();
    });
    await choose(page, cat);
    upstream().pause();
    await send(page, 'What is this?');
    await page.getByText('Sent as soon as the files are uploaded.').waitFor();
    expect(await messageList(page).count()).toBe(0);
    uploads.open();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await choose(page, report);
    await expect.poll(() => chips(page).getByText(/bytes/).count()).toBe(1);
    await composer(page).press('Enter');
    await page.getByRole('list', { name: 'Waiting messages' }).getByText('report.pdf').waitFor();
    upstream().resume();
    await usageLines(page).nth(1).waitFor();
    await messageList(page).getByRole('link', { name: 'report.pdf' }).waitFor();
    await replies(page).last().getByText('a PDF of 3 pages').waitFor();
  });

  it('keeps the files of a message that is edited, and leaves out those that are removed', async () => {
    const page = await openChat(DESKTOP);
    await choose(page, cat, report);
    await expect
      .poll(() =>
        chips(page)
          .getByText(/bytes|KB/)
          .count(),
      )
      .toBe(2);
    await send(page, 'What is this?');
    await usageLines(page).waitFor();
    await messageList(page).getByText('What is this?').hover();
    await page.getByRole('button', { name: 'Edit message' }).click();
    await page.getByRole('button', { name: 'Remove report.pdf' }).click();
    const editor = page.getByRole('textbox', { name: 'Message to send anew' });
    await editor.fill('Who is this?');
    await editor.press('Enter');
    await messageList(page).getByText('2/2').waitFor();
    await usageLines(page).waitFor();
    await messageList(page).getByRole('img', { name: 'cat.png' }).waitFor();
    expect(await messageList(page).getByRole('link', { name: 'report.pdf' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Previous version' }).click();
    await messageList(page).getByRole('link', { name: 'report.pdf' }).waitFor();
    await page.getByRole('button', { name: 'Answer again' }).click();
    await usageLines(page).waitFor();
    await messageList(page).getByRole('link', { name: 'report.pdf' }).waitFor();
  });

  it('puts the files of a refused message back to be changed', async () => {
    const page = await openChat(DESKTOP);
    await choose(page, notes);
    await expect.poll(() => chips(page).getByText(/bytes/).count()).toBe(1);
    allowComplaints(/400 \(Bad Request\)$/);
    const asked = page.waitForResponse((response) => response.url().endsWith('/api/chat'));
    await send(page, 'x y '.repeat(90_000));
    expect((await asked).status()).toBe(400);
    await page.getByRole('alert').getByRole('button', { name: 'Edit message' }).click();
    await expect.poll(() => chips(page).allInnerTexts()).toEqual(['notes.md']);
    await send(page, 'Shorter');
    await usageLines(page).waitFor();
    await messageList(page).getByRole('link', { name: 'notes.md' }).waitFor();
  });
});
