import { describe, expect, it } from 'vitest';
import { chatApp } from './support/chat-app';
import { messageList, parseUsageLine, say, send, usageLines } from './support/journey';
import { VIEWPORTS } from './support/viewports';

const { openChat, upstream, books } = chatApp();

describe.each(VIEWPORTS)('a model that thinks, on %s', (_, device) => {
  it('shows its thoughts when they are unfolded, and for how long it thought, also after a reload', async () => {
    const page = await openChat(device);
    upstream().faults.next({ kind: 'stall', afterDeltas: 40 });
    await send(page, '/think');
    const replies = messageList(page);
    await replies.getByText('Thinking…').click();
    await replies.getByText('let it be seen').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await replies.getByText(/^Thought for \d+ s$/).waitFor();

    await say(page, '/think');
    await replies.getByText('I thought before I answered').waitFor();
    await page.reload();
    await replies
      .getByText(/^Thought for \d+ s$/)
      .last()
      .click();
    await replies.getByText('let it be seen').waitFor();
  });

  it('bills the thoughts that had come when it is stopped, and does not tell them to the model again', async () => {
    const page = await openChat(device);
    upstream().faults.next({ kind: 'stall', afterDeltas: 40 });
    await send(page, '/think');
    await page.getByText('Thinking…').waitFor();
    const { journal } = upstream();
    const thinking = () => journal.records().findLast(({ fault }) => fault === 'stall');
    // To the journal, a reply that stalls is over: no more will be sent of it.
    await expect.poll(() => thinking()?.outcome).toBe('cancelled');
    const requestId = thinking()?.requestId;
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped').waitFor();
    await journal.idle();
    const { responseId, outputTokens } = journal.records().find((each) => each.requestId === requestId) ?? {};
    const entry = (await books().entries()).find((each) => each.responseId === responseId);
    expect(entry).toMatchObject({ outcome: 'stopped', basis: 'estimated', outputTokens });

    const { promptTokens } = parseUsageLine(await say(page, 'Hello!'));
    expect(promptTokens - (entry?.uncachedTokens ?? 0)).toBeLessThan(20);
    expect(await usageLines(page).count()).toBe(2);
  });
});
