import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, meteringOf, newUser, settled } from '@/tests/support/metering';
import { openGeneration } from '../metering/open';
import { ChatReader } from './chat-completions/read';
import { passWhole } from './pass-whole';
import { ResponseReader } from './responses/read';

const SECRET = 'sk-proj-of-the-operator-0123456789';

describeOnDatabases('an answer in one piece on its way to the caller', (db) => {
  /** Upstream answers 200 with this. */
  async function pass(body: object, Reader: typeof ChatReader | typeof ResponseReader = ChatReader) {
    const userId = await newUser(db());
    const stop = new AbortController().signal;
    const call = callOf(userId, { via: 'api', stop });
    const generation = await openGeneration(meteringOf(db()), call, { promptTokens: 3 });
    const answer = await passWhole({
      response: Response.json(body),
      generation,
      reader: new Reader(generation.tally, false),
      stopSignal: generation.stopSignal,
      headers: new Headers(),
    });
    return { text: await answer.text(), bill: (await settled(db(), userId)).entries };
  }

  it('keeps its bytes', async () => {
    const completion = { choices: [{ message: { content: `Say ${SECRET}` } }], error: null };
    const { text, bill } = await pass(completion);
    expect(text).toBe(JSON.stringify(completion));
    expect(bill).toMatchObject([{ outcome: 'complete' }]);
  });

  it.each([ChatReader, ResponseReader])(
    'that says it went wrong is billed as failed, and tells nothing of our key (%o)',
    async (Reader) => {
      const { text, bill } = await pass({ error: { code: 502, message: `No answer for ${SECRET}` } }, Reader);
      expect(text).toBe('{"error":{"code":502,"message":"No answer for […]"}}');
      expect(bill).toMatchObject([{ outcome: 'failed', basis: 'estimated', uncachedTokens: 3 }]);
    },
  );
});
