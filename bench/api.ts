import { parseArgs } from 'node:util';
import { startScriptedUpstream } from '@/tests/e2e/support/scripted-upstream';
import { StartedParts } from '@/tests/support/started-parts';
import { timeDisconnects } from './api/disconnects';
import { type Load, load, type Target, WARM_UP_REQUESTS } from './api/load';
import { DIRECT, LOADS, type LoadName, metricsOf } from './api/metrics';
import { startOurs, targetOf } from './api/ours';
import { type Stage, setStage } from './api/stage';
import { journalAgainstLedger } from './support/books';
import { processUsage } from './support/process-usage';
import { type Metric, report } from './support/report';
import { median, quantile } from './support/statistics';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    /** Requests of the run that looks at the memory; 0 leaves it out. */
    memory: { type: 'string', default: '50000' },
    portkey: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

const DELTAS = 32;
const CUSTOMERS = 32;
const CROWD = { stream: true, requests: 2_000, connections: 256 };
/** Node compiles what runs often, and a server runs for long: a few hundred requests measure the compiler. */
const COMPILING_REQUESTS = 2_000;
/** Callers who leave a stream; the first ones don't count. */
const LEAVERS = 50;
const WARM_UP_LEAVERS = 10;

const parts = new StartedParts();

try {
  const stage = await setStage(parts, { deltas: DELTAS, withPortkey: values.portkey });
  const { ours } = stage;
  const targets = [...stage.others, await targetOf(ours, CUSTOMERS)];
  const measured = new Map<string, Record<LoadName, Load[]>>();
  for (const target of targets) {
    await load(target, { stream: true, requests: COMPILING_REQUESTS, connections: 8 });
    await load(target, { stream: false, requests: COMPILING_REQUESTS, connections: 8 });
    measured.set(target.name, { single: [], streams: [], json: [] });
  }
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const target of targets) {
      for (const name of ['single', 'streams', 'json'] as const) {
        measured.get(target.name)?.[name].push(await load(target, LOADS[name]));
      }
    }
  }
  const target = await targetOf(ours, CUSTOMERS);
  const one = await load(await targetOf(ours, 1), LOADS.streams);
  const opening = await load(target, { ...CROWD, opening: true });
  const crowd = await load(target, CROWD);
  const memory = await memoryGrowth(target, Number(values.memory));
  const difference = await journalAgainstLedger(ours.books, stage.journalUrl);
  const disconnectsMs = await disconnects(stage);
  const direct = measured.get(DIRECT);
  const metrics: Metric[] = [...measured].flatMap(([name, loads]) => metricsOf(name, loads, direct));
  report({
    bench: 'api',
    method: [
      `Streams of ${DELTAS} chunks and answers in one piece of a fake upstream on this machine, ${values.rounds} rounds, interleaved.`,
      `Ours: the built app, a durable Postgres, ${CUSTOMERS} customers; each request reserved before dispatch and settled`,
      'before its end, its event sent on. The others meter nothing. Direct: upstream with nothing before it. What a target adds',
      'is a quantile of its times less the same quantile of the direct ones, not of the same requests: it may be below zero. CPU',
      `and memory are the server's alone; Postgres's are not among ours. ${COMPILING_REQUESTS} requests of each kind don't count, nor do`,
      `${WARM_UP_REQUESTS} before each load, which also open its connections: Node accepts one in a turn of its event loop, so that of`,
      '256 at once the last wait for long. The client runs beside them and takes its share of the CPU. An answer that is not',
      `whole is an error, of anybody. Then ${LEAVERS} callers of ours, one after the other, leave a stream that has gone quiet`,
      `(and ${WARM_UP_LEAVERS} before them that don't count): until upstream's connection is closed.`,
      ...(values.portkey && !measured.has('portkey')
        ? ['Without Portkey: npm could not install it, or it did not start.']
        : []),
    ].join('\n'),
    metrics: [
      ...metrics,
      {
        name: 'ours: streams of one customer at 32 connections',
        value: one.perSecond,
        unit: '1/s',
        better: 'higher',
      },
      {
        name: 'ours: total at 256 connections, p99',
        value: quantile(crowd.totalMs, 0.99),
        unit: 'ms',
        better: 'lower',
        goal: 1_000,
      },
      {
        name: 'ours: the same with their opening, p99',
        value: quantile(opening.totalMs, 0.99),
        unit: 'ms',
        better: 'lower',
      },
      {
        name: 'ours: errors at 256 connections',
        value: opening.errors + crowd.errors,
        unit: '',
        better: 'lower',
        goal: 0,
      },
      ...(memory === undefined
        ? []
        : [
            {
              name: `ours: memory grown from request ${memory.from} to ${memory.to}`,
              value: memory.grownMiB,
              unit: 'MiB',
              better: 'lower',
              goal: 50,
            } as const,
          ]),
      {
        name: 'ours: upstream sees a disconnect after, p50',
        value: median(disconnectsMs),
        unit: 'ms',
        better: 'lower',
        goal: 100,
      },
      {
        name: 'ours: upstream sees a disconnect after, p99',
        value: quantile(disconnectsMs, 0.99),
        unit: 'ms',
        better: 'lower',
        goal: 100,
      },
      {
        name: 'ours: journal − ledger',
        value: difference.tokens,
        unit: 'tokens',
        better: 'lower',
        goal: 0,
      },
      {
        name: 'ours: responses whose ledger entry differs from the journal',
        value: difference.responses,
        unit: '',
        better: 'lower',
        goal: 0,
      },
    ],
    asJson: values.json,
  });
  const rounds = Object.values(measured.get('ours') ?? {}).flat();
  const errors = [...rounds, one, opening, crowd, ...(memory?.loads ?? [])].reduce(
    (sum, each) => sum + each.errors,
    0,
  );
  const faults = [
    ...(difference.left ? [difference.left] : []),
    ...(errors > 0 ? [`${errors} requests of ours failed.`] : []),
    ...(difference.responses > 0
      ? [`The ledger and the journal differ in ${difference.responses} responses.`]
      : []),
  ];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await parts.end();
}

/** How much more memory the app has after so many requests than after a fifth of them. */
async function memoryGrowth(target: Target, to: number) {
  if (to === 0) return undefined;
  const from = Math.floor(to / 5);
  const early = await load(target, { stream: true, requests: from, connections: 32 });
  const { memoryMiB } = processUsage(target.pid);
  const late = await load(target, { stream: true, requests: to - from, connections: 32 });
  return { from, to, grownMiB: processUsage(target.pid).memoryMiB - memoryMiB, loads: [early, late] };
}

/** How long upstream doesn't see that a caller has left, in ms. On an app of its own, as its upstream keeps no journal. */
async function disconnects({ postgresUrl, meterUrl }: Stage): Promise<number[]> {
  const silent = await parts.start(startScriptedUpstream(), (each) => each.close());
  const surroundings = { postgresUrl, upstreamUrl: silent.url, meterUrl };
  const apart = await parts.start(startOurs(surroundings), (each) => each.stop());
  const { url, headers } = await targetOf(apart, 1);
  const caller = { url, headers: headers[0] ?? {}, upstream: silent };
  await timeDisconnects(caller, WARM_UP_LEAVERS);
  return timeDisconnects(caller, LEAVERS);
}
