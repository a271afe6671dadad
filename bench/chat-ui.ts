/**
 * How the chat feels in a real browser whose CPU is slowed down four times:
 *
 *     npm run bench:chat-ui -- --json
 *
 * It runs on the built app: `npm run build` comes first.
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { signInAsGuest } from '@/tests/e2e/support/client';
import { journalAgainstLedger } from './chat-ui/books';
import { type FirstTokens, timeFirstTokens } from './chat-ui/first-token';
import { LONG_CHAT_MESSAGES, seedLongChat } from './chat-ui/long-chat';
import { type Openings, timeOpenings } from './chat-ui/opening';
import { LONG_REPLY_TOKENS, openStage, type Stage, TOKENS_PER_SECOND } from './chat-ui/stage';
import { findViolations } from './chat-ui/states';
import { type Streaming, watchStreaming } from './chat-ui/streaming';
import { type LighthouseScores, lighthouseScores } from './support/lighthouse';
import { type Metric, report } from './support/report';
import { scriptScale } from './support/script-scale';
import { median, quantile } from './support/statistics';

const PARTS = ['streaming', 'opening', 'script', 'first-token', 'lighthouse', 'states'] as const;
const LIGHTHOUSE_RUNS = 3;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Which parts to measure, by comma; all by default. */
    only: { type: 'string', default: PARTS.join() },
    /** How often the long replies are watched. */
    rounds: { type: 'string', default: '1' },
  },
});
const wanted = new Set(values.only.split(','));

type Who = 'ours' | 'bare';

const stage = await openStage();
const metrics: Metric[] = [];
const faults: string[] = [];

try {
  await seedLongChat(stage.books.db);
  const seeded = new Set((await stage.books.entries()).map(({ generationId }) => generationId));
  if (wanted.has('script')) metrics.push(await weighNewChat(stage));
  if (wanted.has('first-token')) metrics.push(...(await firstTokens(stage)));
  if (wanted.has('opening')) metrics.push(...openingMetrics(await inWindow(stage.openChat(), timeOpenings)));
  if (wanted.has('streaming')) metrics.push(...(await streaming(stage, Number(values.rounds))));
  if (wanted.has('lighthouse')) metrics.push(...(await lighthouse(stage)));
  if (wanted.has('states')) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const violations = await inWindow(stage.openChat({ colorScheme }), (page) =>
        findViolations(page, stage.upstream),
      );
      faults.push(...violations.map((violation) => `axe, ${colorScheme}, ${violation}`));
    }
    metrics.push({ name: 'axe violations', value: faults.length, unit: '', better: 'lower', goal: 0 });
  }
  const { responses: difference, left } = await journalAgainstLedger(stage, seeded);
  metrics.push({
    name: 'responses whose ledger entry differs from the journal',
    value: difference,
    unit: '',
    better: 'lower',
    goal: 0,
  });
  if (left) faults.push(left);
  if (difference > 0) faults.push(`The ledger and the journal differ in ${difference} responses.`);
} finally {
  await stage.close();
}

report({
  bench: 'chat-ui',
  method: [
    'The built app, Postgres and a fake upstream on this machine, and a Chromium of 1280 × 720 px beside them, its CPU',
    `slowed down four times (not for Lighthouse, which does that itself, nor for axe). Streaming: markdown of ${LONG_REPLY_TOKENS.toLocaleString('en')} tokens at`,
    `${TOKENS_PER_SECOND} tokens/s, a key pressed five times a second; watched from the reply’s first heading on (ours has one before its`,
    'text), so what the page did until then is in no figure; tasks by Long Tasks (below 50 ms it says nothing), frames by',
    'requestAnimationFrame, input by Event Timing from the key to the next paint. Bare: useChat as it comes and react-markdown',
    'over the whole text, no more, behind a server in a process of its own. Of streaming the medians of',
    `${values.rounds} rounds, in which ours and bare come first in turn. Opening: ${LONG_CHAT_MESSAGES} messages, until the last one is on the`,
    'screen as rendered markdown; the goal is for the click in the list. First token: Enter to its paint, less the upstream’s own time from the request to that token;',
    'the bare page doesn’t follow its end, so there it counts out of view, too.',
  ].join('\n'),
  metrics,
  asJson: values.json,
});
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

/** Does something in a window that was just opened, and closes it. */
async function inWindow<T>(opening: Promise<Page>, what: (page: Page) => Promise<T>): Promise<T> {
  const page = await opening;
  const result = await what(page);
  await page.context().close();
  return result;
}

async function weighNewChat({ openChat, app }: Stage): Promise<Metric> {
  const value = await inWindow(openChat(), async (page) => {
    const scriptKiBOf = await scriptScale(page);
    return scriptKiBOf(`${app.url}/chat`);
  });
  return { name: 'JavaScript of a new chat', value, unit: 'KiB', better: 'lower', goal: 340 };
}

async function firstTokens({ openChat, openBare, upstream, bare }: Stage): Promise<Metric[]> {
  const ours = await inWindow(openChat(), (page) => timeFirstTokens(page, upstream));
  const bares = await inWindow(openBare(), (page) =>
    timeFirstTokens(page, bare.upstream, { anywhere: true }),
  );
  return [...firstTokenMetrics('ours', ours), ...firstTokenMetrics('bare', bares)];
}

function firstTokenMetrics(who: Who, { overUpstreamMs, backMs }: FirstTokens): Metric[] {
  const over = `${who}: Enter to first painted token, over the upstream’s`;
  return [
    {
      name: `${over}, p50`,
      value: median(overUpstreamMs),
      unit: 'ms',
      better: 'lower',
      ...(who === 'ours' && { goal: 60 }),
    },
    { name: `${over}, p95`, value: quantile(overUpstreamMs, 0.95), unit: 'ms', better: 'lower' },
    { name: `${who}: of it from upstream to paint, p50`, value: median(backMs), unit: 'ms', better: 'lower' },
  ];
}

function openingMetrics({ fromListMs, byAddressMs }: Openings): Metric[] {
  const name = `a chat of ${LONG_CHAT_MESSAGES} messages to readable`;
  return [
    { name: `${name}, from the list`, value: median(fromListMs), unit: 'ms', better: 'lower', goal: 500 },
    { name: `${name}, by address`, value: median(byAddressMs), unit: 'ms', better: 'lower' },
  ];
}

async function streaming({ openChat, openBare, upstream, bare }: Stage, rounds: number): Promise<Metric[]> {
  const ours: Streaming[] = [];
  const bares: Streaming[] = [];
  for (let round = 0; round < rounds; round++) {
    const turns = [
      async () => ours.push(await inWindow(openChat(), (page) => watchStreaming(page, upstream))),
      async () => bares.push(await inWindow(openBare(), (page) => watchStreaming(page, bare.upstream))),
    ];
    // Who comes first takes turns: the machine is not equally fast all the time.
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  return [...streamingMetrics('ours', ours), ...streamingMetrics('bare', bares)];
}

function streamingMetrics(who: Who, rounds: Streaming[]): Metric[] {
  const metric = (
    name: string,
    of: (round: Streaming) => number,
    unit: string,
    better: Metric['better'],
    goal?: number,
  ): Metric => ({
    name: `${who}: ${name}`,
    value: median(rounds.map(of)),
    unit,
    better,
    ...(who === 'ours' && { goal }),
  });
  return [
    metric('longest task while streaming', ({ longestTaskMs }) => longestTaskMs, 'ms', 'lower', 100),
    metric('frames while streaming, p50', ({ framesPerSecond }) => framesPerSecond, '1/s', 'higher', 50),
    metric('input latency while streaming, p95', ({ inputMs }) => inputMs, 'ms', 'lower', 50),
    metric('behind the upstream at the end', ({ behindMs }) => behindMs, 'ms', 'lower'),
  ];
}

async function lighthouse({ app }: Stage): Promise<Metric[]> {
  const { cookie } = await signInAsGuest(app.url);
  const runs: LighthouseScores[] = [];
  for (let run = 0; run < LIGHTHOUSE_RUNS; run++) {
    runs.push(await lighthouseScores(`${app.url}/chat`, cookie));
  }
  const performance = median(runs.map((run) => run.performance));
  const accessibility = Math.min(...runs.map((run) => run.accessibility));
  return [
    { name: 'Lighthouse performance, new chat', value: performance, unit: '', better: 'higher', goal: 90 },
    {
      name: 'Lighthouse accessibility, new chat',
      value: accessibility,
      unit: '',
      better: 'higher',
      goal: 100,
    },
  ];
}
