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
  async function pass(
    body: object | Response,
    Reader: typeof ChatReader | typeof ResponseReader = ChatReader,
  ) {
    const userId = await newUser(db());
    const stop = new AbortController().signal;
    const call = callOf(userId, { via: 'api', stop });
    const generation = await openGeneration(meteringOf(db()), call, { promptTokens: 3 });
    const answer = await passWhole({
      response: body instanceof Response ? body : Response.json(body),
      generation,
      reader: new Reader(generation.tally, false),
      stopSignal: generation.stopSignal,
      headers: new Headers({ 'x-request-id': generation.id }),
    });
    return {
      answer,
      id: generation.id,
      text: await answer.text(),
      bill: (await settled(db(), userId)).entries,
    };
  }

  it('keeps its bytes', async () => {
    const completion = { choices: [{ message: { content: `Say ${SECRET}` } }], error: null };
    const { text, bill } = await pass(completion);
    expect(text).toBe(JSON.stringify(completion));
    expect(bill).toMatchObject([{ outcome: 'complete' }]);
  });

  // Whoever paid for it could not find it on the bill.
  it.each([
    ['breaks off', new ReadableStream({ start: (writer) => writer.error(new Error('reset')) })],
    ['is no JSON', 'Bad gateway'],
  ])('that %s says under which id it is billed, and what it cost', async (_, body) => {
    const { answer, id, text, bill } = await pass(new Response(body));
    expect(answer.status).toBe(502);
    expect(text).toContain('"code":"upstream_failed"');
    expect(answer.headers.get('x-request-id')).toBe(id);
    expect(Number(answer.headers.get('x-cost-usd'))).toBeGreaterThan(0);
    expect(bill).toMatchObject([{ generationId: id, outcome: 'failed', uncachedTokens: 3 }]);
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
