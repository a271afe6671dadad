import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { messages } from '@/lib/db/schema';
import { formatUsd, picoUsd, sumUsd } from '@/lib/money';
import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';
import { chatApp } from './support/chat-app';
import { messageList, parseUsageLine, say, textIn, titled, usageLines } from './support/journey';
import { VIEWPORTS } from './support/viewports';

const CODE = 'const tokens = 3;\nconst pico = tokens * 2;';
const LESSON = `A table:

| text | tokens |
|---|---|
| hello world | 2 |

Code:

\`\`\`ts
${CODE}
\`\`\`

And a formula:

$$\\frac{a}{b}$$`;

/** Two of one page, as a model names it that used it twice. */
const SOURCES = ['1', '2'].map((sourceId) => ({
  type: 'source-url',
  sourceId,
  url: 'https://tokens.example/what-they-are',
  title: 'What tokens are',
}));

const { openChat, books, db } = chatApp({
  models: [{ id: 'tokentally-demo', provider: 'demo', name: 'Demo', tools: true }],
  texts: { 'Teach me': LESSON },
});

describe.each(VIEWPORTS)('reading on %s', (_, device) => {
  it('shows what a tool was given and what it gave, and bills both calls of the model, also after a reload', async () => {
    const page = await openChat(device);
    const before = new Set((await books().entries()).map(({ generationId }) => generationId));
    const line = await say(page, '/tools');
    const calls = (await books().entries()).filter(
      ({ generationId, via }) => via === 'chat' && !before.has(generationId),
    );
    expect(calls.map(({ outcome }) => outcome)).toEqual(['complete', 'complete']);
    expect(parseUsageLine(line)).toEqual({
      promptTokens: calls.reduce((sum, call) => sum + inputTokens(usageOfEntry(call)), 0),
      completionTokens: calls.reduce((sum, call) => sum + call.outputTokens, 0),
      cost: formatUsd(sumUsd(calls.map(({ costPico }) => picoUsd(costPico ?? 0n)))),
    });

    const card = messageList(page).getByRole('group').filter({ hasText: 'Current time' });
    const result = card.getByText(/"utc": "\d{4}-/);
    for (const visit of ['first', 'after a reload']) {
      if (visit !== 'first') await page.reload();
      await card.getByText('Done').waitFor();
      expect(await result.isVisible()).toBe(false);
      await card.getByText('Current time').click();
      await result.waitFor();
      expect(await card.getByRole('definition').first().innerText()).toBe('{\n  "timeZone": "UTC"\n}');
      await messageList(page).getByText('Both are on the bill.').waitFor();
      expect(await textIn(usageLines(page))).toBe(line);
      for (const name of ['Receipt 1', 'Receipt 2']) await page.getByRole('link', { name }).waitFor();
    }
  });

  it('draws tables and formulas, and code in colours, which it copies as the model wrote it', async () => {
    const page = await openChat(device);
    const colours = () => page.getByRole('figure').locator('code span span').evaluateAll(countColours);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await say(page, 'Teach me');
    for (const visit of ['first', 'after a reload']) {
      if (visit !== 'first') await page.reload();
      await page.getByRole('row', { name: 'hello world 2' }).waitFor();
      await page.getByRole('math').locator('mfrac').waitFor({ state: 'attached' });
      await expect.poll(colours).toBeGreaterThan(1);
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await page.getByRole('button', { name: 'Copy code' }).click();
      // On the button, and for who hears the page.
      await page.getByText('Copied', { exact: true }).first().waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(CODE);
    }
  });

  it('lists each source once, with where it leads, and opens it in a tab of its own', async () => {
    const page = await openChat(device);
    await say(page, 'Teach me');
    await titled(page, 'Teach me');
    // The fake upstream has no model that searches.
    const chatId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await db()
      .update(messages)
      .set({ parts: sql`${messages.parts} || ${JSON.stringify(SOURCES)}::jsonb` })
      .where(and(eq(messages.chatId, chatId), eq(messages.role, 'assistant')));
    await page.reload();
    const sources = page.getByRole('region', { name: 'Sources' }).getByRole('listitem');
    await sources.getByText('tokens.example').waitFor();
    expect(await sources.count()).toBe(1);
    await page.context().route(/tokens\.example/, (route) => route.fulfill({ body: 'outside' }));
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      sources.getByRole('link', { name: 'What tokens are' }).click(),
    ]);
    await opened.waitForURL('https://tokens.example/what-they-are');
  });
});

/** Runs in the browser. */
function countColours(elements: Element[]): number {
  return new Set(elements.map((element) => getComputedStyle(element).color)).size;
}
