import { readFile } from 'node:fs/promises';
import { generateText, isStepCount, streamText } from 'ai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tools } from '@/lib/chats/tools';
import type { UserId } from '@/lib/ids';
import { meteredModel } from '@/lib/metering/metered-model';
import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';
import { loadEncoding } from '@/lib/tokens/encoding';
import { countText } from '@/lib/tokens/text-counter';
import { describeOnDatabases } from '../support/databases';
import { demoCostPico } from '../support/demo-price';
import { callOf, clientsOf, meteringOf, newUser, settled } from '../support/metering';
import { NOBODYS_PORT } from '../support/nobodys-port';
import { type SilentServer, startSilentServer } from '../support/silent-server';
import { type FakeUpstream, type JournalRecord, startFakeUpstream } from '../upstream';
import { type Bill, type Expected, MATRIX, type MatrixRow, type OurSide } from './matrix';
import { matrixTable } from './matrix-table';
import { read } from './read';

let upstream: FakeUpstream;
let silent: SilentServer;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  silent = await startSilentServer();
});
afterEach(async () => {
  upstream.faults.clear();
  await upstream.journal.idle();
  upstream.journal.clear();
});
afterAll(() => {
  silent.close();
  return upstream.close();
});

const NOBODY = `http://127.0.0.1:${NOBODYS_PORT}/v1`;
/** As many as a stalling upstream sends. */
const TOKENS_BEFORE_INTERRUPTION = 5;
const USUAL_PROMPT = 'What is a token?';
/**
 * Of the prompts that are billed by our count, which could once be any. By hand, so that no count of ours is held
 * against itself: 3 for the message, 1 for its role, and 3 that begin the reply, as OpenAI has published it
 * (https://github.com/openai/openai-cookbook/blob/main/examples/How_to_count_tokens_with_tiktoken.ipynb), and the text's
 * tokens in js-tiktoken's o200k_base, `What| is| a| token|?` and `/|think`.
 */
const PROMPT_TOKENS: Record<string, number> = { [USUAL_PROMPT]: 12, '/think': 9 };

const o200k = await loadEncoding('o200k_base');

const apis = [
  ['chat', 'Chat Completions'],
  ['responses', 'Responses'],
  ['compatible', 'Chat Completions of a compatible server'],
] as const;

describeOnDatabases('what is billed', (db) => {
  describe.each(apis)('over %s', (api) => {
    const rows = MATRIX.filter(({ only }) => !only || only.apis.includes(api));

    it.each(rows.filter(({ streaming }) => streaming))('streaming: $what', async (row) => {
      await expectBill(row, await call(row, 'streaming'), row.streaming);
    });

    it.each(rows.filter(({ blocking }) => blocking))('blocking: $what', async (row) => {
      await expectBill(row, await call(row, 'blocking'), row.blocking);
    });

    async function call(row: MatrixRow, mode: string) {
      const { upstream: faults = [], ourSide = 'reads to the end', prompt = USUAL_PROMPT } = row;
      for (const fault of faults) upstream.faults.next(fault);
      const userId = await newUser(db());
      const [stop, timeOut] = [new AbortController(), new AbortController()];
      const model = meteredModel(
        { unmetered: clientsOf(addressFor(ourSide))[api] },
        meteringOf(db()),
        callOf(userId, { stop: stop.signal }),
      );
      const settings = {
        model,
        prompt,
        tools: ourSide === 'answers the tool calls' ? tools : undefined,
        stopWhen: isStepCount(5),
        maxRetries: ourSide === 'tries once more' ? 1 : 0,
        abortSignal: timeOut.signal,
        onError() {},
      };
      if (ourSide === 'presses Stop while it connects') void silent.nextCaller().then(() => stop.abort());
      const interrupt = () => {
        if (ourSide === 'presses Stop') stop.abort();
        if (ourSide === 'times out') timeOut.abort(new DOMException('The time is up.', 'TimeoutError'));
      };
      if (mode === 'blocking' || faults.includes('hang')) void underWay().then(interrupt);
      if (mode === 'blocking') await generateText(settings).catch(() => {});
      else await read(streamText(settings), ourSide, onceItHas(TOKENS_BEFORE_INTERRUPTION, interrupt));
      return userId;
    }

    function addressFor(ourSide: OurSide): string {
      if (ourSide === 'calls where nobody listens') return NOBODY;
      return ourSide === 'presses Stop while it connects' ? silent.url : upstream.url;
    }

    /** Resolves once upstream has been asked. */
    async function underWay(): Promise<void> {
      while (upstream.journal.records().length === 0) await new Promise((done) => setImmediate(done));
    }

    async function expectBill({ prompt = USUAL_PROMPT }: MatrixRow, userId: UserId, expected: Expected = []) {
      const { calls, entries, events, balance } = await settled(db(), userId);
      await upstream.journal.idle();
      const records = upstream.journal.records();
      const bills = calls.map((generation, index) => {
        const entry = entries.find(({ generationId }) => generationId === generation.id);
        if (!entry) return { state: generation.state };
        const { outputTokens, basis, outcome } = entry;
        return { promptTokens: inputTokens(usageOfEntry(entry)), outputTokens, basis, outcome, index };
      });
      expect(bills).toMatchObject(
        expected.map(([bill, outcome], index) =>
          bill === 'nothing' ? { state: 'voided' } : { ...tokensOf(bill, prompt, records[index]), outcome },
        ),
      );
      expect(bills).toHaveLength(expected.length);
      expect(events).toHaveLength(entries.length);
      const costs = entries.map((entry) =>
        demoCostPico({ promptTokens: inputTokens(usageOfEntry(entry)), outputTokens: entry.outputTokens }),
      );
      expect(entries.map(({ costPico }) => costPico)).toEqual(costs);
      expect(balance).toMatchObject({ heldPico: 0n, usedPico: costs.reduce((sum, cost) => sum + cost, 0n) });
    }
  });
});

/** @returns what takes the pieces of a text, and acts once they have so many tokens together */
function onceItHas(tokens: number, then: () => void): (piece: string) => void {
  let text = '';
  let hasActed = false;
  return (piece) => {
    text += piece;
    if (hasActed || countText(o200k, text) < tokens) return;
    hasActed = true;
    then();
  };
}

/** What the ledger must say, by the journal of what upstream sent; of a prompt that upstream did not tell, by hand. */
function tokensOf(bill: Exclude<Bill, 'nothing'>, prompt: string, record: JournalRecord | undefined) {
  const { promptTokens, outputTokens } = record ?? { promptTokens: 0, outputTokens: 0 };
  const countedTokens = PROMPT_TOKENS[prompt];
  switch (bill) {
    case 'as reported':
      return { basis: 'exact', promptTokens, outputTokens };
    case 'prompt and what was delivered':
      expect(outputTokens).toBeGreaterThan(0);
      return { basis: 'estimated', promptTokens: countedTokens, outputTokens };
    case 'prompt':
      return { basis: 'estimated', promptTokens: countedTokens, outputTokens: 0 };
  }
}

describe('the matrix in the docs', () => {
  it('is the one that is tested', async () => {
    const page = await readFile('docs/matrix.md', 'utf8');
    expect(page).toContain(`\n${matrixTable(MATRIX)}\n`);
  });
});
