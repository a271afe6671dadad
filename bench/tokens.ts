import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clearMergeCache, countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { Tiktoken } from 'js-tiktoken/lite';
import { get_encoding } from 'tiktoken';
import { loadEncoding } from '@/lib/tokens/encoding';
import { countText, createTextCounter } from '@/lib/tokens/text-counter';
import { type Metric, report } from './support/report';
import { median } from './support/statistics';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const ROUNDS = 5;
const CHUNK_CHARACTERS = 4;
/** At so many places on its way a count in chunks is checked, or fewer in a short text. */
const MOST_PLACES_CHECKED = 16;
const loadStartMs = performance.now();
const encoding = await loadEncoding('o200k_base');
const loadMs = performance.now() - loadStartMs;
const { default: ranks } = await import('js-tiktoken/ranks/o200k_base');
const jsTiktoken = new Tiktoken(ranks);
const wasm = get_encoding('o200k_base');

interface Counter {
  name: string;
  count(text: string): number;
  /** Forgets what was learned from texts counted before. */
  forget?(): void;
}

interface Case {
  name: string;
  text: string;
  counters: Counter[];
  inChunks: boolean;
  /** For us, in KB/s, or in µs for a chunk. */
  goal?: number;
  tokens: number;
}

const reference = (text: string) => wasm.encode(text, [], []).length;
const tokentally: Counter = {
  name: 'tokentally',
  count: (text) => countText(encoding, text),
  forget: forgetPairs,
};
const all: Counter[] = [
  tokentally,
  { name: 'js-tiktoken', count: (text) => jsTiktoken.encode(text, [], []).length },
  { name: 'tiktoken (WASM)', count: reference },
  {
    name: 'gpt-tokenizer',
    count: (text) => countTokens(text, { disallowedSpecial: new Set() }),
    forget: clearMergeCache,
  },
];
const tokentallyInChunks: Counter = { ...tokentally, count: countAsItGrows };
const allInChunks = all.map((counter) =>
  counter === tokentally ? tokentallyInChunks : countingAgain(counter),
);

const normal = [...filesIn('.', '.md'), ...filesIn('docs', '.md'), ...filesIn('lib/tokens', '.ts')].join(
  '\n',
);
const letters = 'a'.repeat(1_000_000);
const chinese = '的一是不了人我在有他'.repeat(1_000);

const CASES: Case[] = [
  whole('normal text', normal, all, { goal: 5_000 }),
  whole('run of "a"', letters.slice(0, 1_000), all),
  // 'aaaaaaaa' is a token; the reference would take minutes to find the million's.
  whole('run of "a"', letters, [tokentally], { goal: 1_000, tokens: letters.length / 8 }),
  whole('run of Chinese', chinese.slice(0, 300), all),
  whole('run of Chinese', chinese, [tokentally], { goal: 1_000 }),
  inChunks('normal text', normal.slice(0, 2_000), allInChunks),
  inChunks('normal text', normal, [tokentallyInChunks], { goal: 10 }),
  inChunks('run of "a"', letters.slice(0, 200), allInChunks),
  inChunks('run of "a"', letters.slice(0, 8_000), [tokentallyInChunks], { goal: 50 }),
  inChunks('run of Chinese', chinese.slice(0, 2_000), [tokentallyInChunks], { goal: 50 }),
];

report({
  bench: 'tokens',
  method: [
    `Tokens of o200k_base, the count of every text checked against tiktoken's but that of the longest run of "a", which would take it`,
    `minutes: there it must be an eighth of the letters, as eight of them are a token. Medians of ${ROUNDS} rounds in which all take turns,`,
    'each forgetting before what it has learned from earlier texts.',
    'Normal text: the README, the docs and the sources of lib/tokens. Runs: texts without a boundary between words.',
    `In chunks: the text arrives ${CHUNK_CHARACTERS} characters at a time and is counted after each. Ours was also checked at up to`,
    `${MOST_PLACES_CHECKED} places on the way, before the clock ran. The others have to count all of it again each time, and a run costs`,
    'them the square of its length: they are asked for the short ones only.',
  ].join('\n'),
  metrics: [
    { name: 'load the encoding', value: loadMs, unit: 'ms', better: 'lower', goal: 250 },
    ...measure(CASES),
  ],
  asJson: values.json,
});

function whole(name: string, text: string, counters: Counter[], given: Partial<Case> = {}): Case {
  return { name, text, counters, inChunks: false, tokens: given.tokens ?? reference(text), ...given };
}

function inChunks(name: string, text: string, counters: Counter[], given: Partial<Case> = {}): Case {
  return { ...whole(`${name} in chunks`, text, counters, given), inChunks: true };
}

/** @throws {Error} when a count is wrong. */
function measure(cases: Case[]): Metric[] {
  const runs = cases.flatMap((of) =>
    of.counters.map((counter) => ({ of, counter, durationsMs: [] as number[] })),
  );
  for (const { name, text, inChunks } of cases) if (inChunks) checkOnTheWay(name, text);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { of, counter, durationsMs } of runs) {
      counter.forget?.();
      const startMs = performance.now();
      const tokens = counter.count(of.text);
      durationsMs.push(performance.now() - startMs);
      if (tokens !== of.tokens) {
        throw new Error(`${of.name}: ${counter.name} counts ${tokens} tokens, tiktoken ${of.tokens}.`);
      }
    }
  }
  return runs.map(({ of, counter, durationsMs }) => toMetric(of, counter, median(durationsMs)));
}

function toMetric(of: Case, counter: Counter, durationMs: number): Metric {
  const bytes = Buffer.byteLength(of.text);
  const name = `${of.name}, ${(bytes / 1000).toLocaleString('en', { maximumFractionDigits: 1 })} KB: ${counter.name}`;
  const goal = counter.name === tokentally.name ? of.goal : undefined;
  return of.inChunks
    ? {
        name,
        value: (1000 * durationMs) / chunksOf(of.text).length,
        unit: 'µs a chunk',
        better: 'lower',
        goal,
      }
    : { name, value: bytes / durationMs, unit: 'KB/s', better: 'higher', goal };
}

function forgetPairs(): void {
  encoding.neighbours.clear();
  encoding.leftParts.clear();
}

function countAsItGrows(text: string): number {
  const counter = createTextCounter(encoding);
  for (const chunk of chunksOf(text)) {
    counter.push(chunk);
    counter.count();
  }
  return counter.count();
}

/** @throws {Error} when a count of ours is wrong before a text is whole. */
function checkOnTheWay(name: string, text: string): void {
  const counter = createTextCounter(encoding);
  const chunks = chunksOf(text);
  const chunksToPlace = Math.ceil(chunks.length / MOST_PLACES_CHECKED);
  for (const [index, chunk] of chunks.entries()) {
    counter.push(chunk);
    const tokens = counter.count();
    if ((index + 1) % chunksToPlace !== 0) continue;
    const given = reference(chunks.slice(0, index + 1).join(''));
    if (tokens !== given) {
      throw new Error(`${name}, after ${index + 1} chunks: we count ${tokens} tokens, tiktoken ${given}.`);
    }
  }
}

function countingAgain({ count, ...others }: Counter): Counter {
  return {
    ...others,
    count: (text) => {
      let [soFar, tokens] = ['', 0];
      for (const chunk of chunksOf(text)) {
        soFar += chunk;
        tokens = count(soFar);
      }
      return tokens;
    },
  };
}

function chunksOf(text: string): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += CHUNK_CHARACTERS)
    chunks.push(text.slice(at, at + CHUNK_CHARACTERS));
  return chunks;
}

function filesIn(folder: string, ending: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  return names.map((name) => readFileSync(join(folder, name), 'utf8'));
}
