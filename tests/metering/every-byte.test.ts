import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { beforeAll, describe, expect, it } from 'vitest';
import { asId, newId, type UserId } from '@/lib/ids';
import type { Metering } from '@/lib/metering/context';
import { meteredModel } from '@/lib/metering/metered-model';
import type { Settlement } from '@/lib/metering/settle';
import { type Encoding, encodingForModel, loadEncoding } from '@/lib/tokens/encoding';
import { countText } from '@/lib/tokens/text-counter';
import { describeOnDatabases } from '../support/databases';
import { callOf, meteringOf, newUser, settled } from '../support/metering';
import { countingLedger } from './counting-ledger';
import { type Break, EXAMPLE_STREAMS, inOnePiece, streamUpTo } from './example-streams';

const AT_ONCE = 16;
const CLOSE_STEP = 7;
/** On real databases every so manieth byte is tried; a prime, so that it falls anywhere within an event. */
const SAMPLE_STEP = 211;

const options: LanguageModelV4CallOptions = {
  prompt: [{ role: 'user', content: [{ type: 'text', text: 'What is a token?' }] }],
};

let encoding: Encoding;
beforeAll(async () => {
  encoding = await loadEncoding(encodingForModel('tokentally-demo'));
});

/** Calls the model, reads to the end, and gives what arrived and what was settled. */
async function call(model: LanguageModelV4, metering: Metering, userId: UserId) {
  const settlements: Settlement[] = [];
  const metered = meteredModel({ unmetered: model }, metering, callOf(userId), (settlement) =>
    settlements.push(settlement),
  );
  // Without a first event there is no stream, but an error.
  const result = await metered.doStream(options).then(
    (streaming) => streaming,
    () => undefined,
  );
  let delivered = '';
  for await (const part of result?.stream ?? []) if ('delta' in part) delivered += part.delta;
  return { settlements, deliveredTokens: countText(encoding, delivered) };
}

async function blockingCost(model: LanguageModelV4, metering: Metering, userId: UserId) {
  const settlements: Settlement[] = [];
  await meteredModel({ unmetered: model }, metering, callOf(userId), (each) =>
    settlements.push(each),
  ).doGenerate(options);
  return settlements[0]?.costPico;
}

/** Works on all numbers up to the last one, several at a time. */
async function forEachUpTo(last: number, step: number, work: (number: number) => Promise<void>) {
  let next = 0;
  async function worker(): Promise<void> {
    while (next <= last) {
      const number = next;
      next += step;
      await work(number);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

describe.each(EXAMPLE_STREAMS)('a stream in the format of $name', (example) => {
  it.each<Break>(['reset', 'close'])('is settled once, wherever the connection breaks (%s)', async (end) => {
    const { db, counts } = countingLedger();
    const metering = meteringOf(db);
    const userId = newId<UserId>();
    // A close is the milder of the two, and costs as much time.
    const step = end === 'reset' ? 1 : CLOSE_STEP;
    await forEachUpTo(example.bytes.length - 1, step, async (offset) => {
      const { settlements, deliveredTokens } = await call(streamUpTo(example, offset, end), metering, userId);
      const [settlement, ...others] = settlements;
      if (!settlement || others.length > 0 || settlement.usage.output < deliveredTokens) {
        expect({ offset, settlements, deliveredTokens }).toBe(
          'one settlement of at least what was delivered',
        );
      }
    });
    const calls = Math.ceil(example.bytes.length / step);
    expect(counts).toMatchObject({ reserved: calls, dispatched: calls, settled: calls, voided: 0 });
  });

  it('costs the same as the blocking reply when it is whole', async () => {
    const metering = meteringOf(countingLedger().db);
    const userId = asId<UserId>('anybody');
    const { settlements, deliveredTokens } = await call(
      streamUpTo(example, example.bytes.length, 'close'),
      metering,
      userId,
    );
    expect(deliveredTokens).toBeGreaterThan(0);
    expect(settlements).toMatchObject([{ basis: 'exact', outcome: 'complete' }]);
    expect(settlements[0]?.costPico).toBeGreaterThan(0n);
    expect(settlements[0]?.costPico).toBe(await blockingCost(inOnePiece(example), metering, userId));
  });
});

// Each was shorter than what may be unsaved: wherever they broke, none had come to a checkpoint.
it('at least one of these streams is long enough for a checkpoint', async () => {
  const { db, counts } = countingLedger();
  const whole = EXAMPLE_STREAMS.map((example) => streamUpTo(example, example.bytes.length, 'close'));
  for (const model of whole) await call(model, meteringOf(db), newId<UserId>());
  expect(counts.checkpoints).toBeGreaterThan(0);
});

describeOnDatabases('samples of these streams', (db) => {
  it.each(EXAMPLE_STREAMS)('are in the books once each: $name', async (example) => {
    const metering = meteringOf(db());
    const userId = await newUser(db());
    const delivered: number[] = [];
    await forEachUpTo(example.bytes.length, SAMPLE_STEP, async (offset) => {
      const { deliveredTokens } = await call(streamUpTo(example, offset, 'reset'), metering, userId);
      delivered.push(deliveredTokens);
    });
    const { calls, entries, events, balance } = await settled(db(), userId);
    expect(calls).toHaveLength(delivered.length);
    expect(entries).toHaveLength(delivered.length);
    expect(events).toHaveLength(delivered.length);
    expect(balance?.heldPico).toBe(0n);
    const billedTokens = entries.reduce((sum, entry) => sum + entry.outputTokens, 0);
    expect(billedTokens).toBeGreaterThanOrEqual(delivered.reduce((sum, tokens) => sum + tokens, 0));
  });
});
