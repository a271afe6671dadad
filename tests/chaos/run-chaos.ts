import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { startApp } from '../e2e/support/app';
import { freePort } from '../support/free-port';
import { createRandom, type Random } from '../support/random';
import { StartedParts } from '../support/started-parts';
import { readBooks, unfinished } from './books';
import { compare, type Findings } from './compare';
import { type DatabaseKind, openDatabase } from './databases';
import { Guest, type Turn, type TurnEnd } from './guest';
import { settleDown } from './settle-down';
import { startJournalledUpstream } from './upstream';

export interface ChaosOptions {
  /** How many chat at the same time, all the time. */
  streams: number;
  kills: number;
  seed: number;
  database: DatabaseKind;
  /** Upstream's pause before each token. */
  tokenDelayMs: number;
  /** How long an app lives at most, from its first request upstream on. */
  lifetimeMs: number;
  onProgress(line: string): void;
}

export interface ChaosResult extends Findings {
  /** Questions that were asked, and how they ended for the one who asked. */
  answered: number;
  stopped: number;
  broken: number;
  kills: number;
  /** How many streams were open at each kill. */
  openStreams: number[];
  durationMs: number;
}

/** Short ones end between two kills, long ones never do. */
const SHORT = 'What is a token?';
const QUESTIONS = [SHORT, 'How does metering work here?', '/long', '/long'];
const FIRST_REQUEST_WITHIN_MS = 10 * 60_000;

/** Lets people chat, kills the app at random moments, and holds what was sent against what was billed. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const parts = new StartedParts();
  try {
    return await run(options, parts);
  } finally {
    await parts.end();
  }
}

/** @param parts gets to know what was started */
async function run(options: ChaosOptions, parts: StartedParts): Promise<ChaosResult> {
  const startedAt = performance.now();
  const random = createRandom(options.seed);
  const [database, upstream, port] = await Promise.all([
    parts.start(openDatabase(options.database), (each) => each.close()),
    parts.start(startJournalledUpstream(options.tokenDelayMs), (each) => each.close()),
    freePort(),
  ]);
  const start = () => {
    const starting = startApp({
      port,
      // Who waits for a page would wait behind everybody who chats.
      ask: () => listening(port),
      env: {
        ...database.env,
        OPENAI_BASE_URL: upstream.url,
        OPENAI_MODELS: JSON.stringify([{ id: 'tokentally-demo', provider: 'demo' }]),
        GUESTS: 'on',
        GUEST_ALLOWANCE_USD: '1000',
        LOG_LEVEL: 'warn',
      },
    });
    return parts.start(starting, (each) => each.stop('SIGKILL'));
  };

  const openStreams: number[] = [];
  let app = await start();
  const asking = new AbortController();
  const guests = Array.from({ length: options.streams }, (_, index) =>
    chat(new Guest(app.url, addressOf(index)), random.fork(), asking.signal),
  );
  for (let kill = 1; kill <= options.kills; kill++) {
    await atWork(upstream);
    await wait(random.between(0, options.lifetimeMs));
    openStreams.push(upstream.records().filter(({ outcome }) => outcome === 'open').length);
    await app.stop('SIGKILL');
    options.onProgress(`kill ${kill} of ${options.kills}; ${upstream.requests()} requests sent so far`);
    app = await start();
  }
  asking.abort();
  const turns = (await Promise.all(guests)).flat();
  await upstream.idle();
  options.onProgress('waiting for recovery and for the relay');
  const { isExclusive } = database;
  app = await settleDown({ app, start, isExclusive, look: () => database.look(unfinished) });
  await app.stop();
  const books = await database.look(readBooks);
  const ended = (end: TurnEnd) => turns.filter((turn) => turn.end === end);
  const answeredChatIds = ended('answered').map(({ chatId }) => chatId);
  return {
    ...compare(upstream.records(), books, answeredChatIds),
    answered: answeredChatIds.length,
    stopped: ended('stopped').length,
    broken: ended('broken').length,
    kills: options.kills,
    openStreams,
    durationMs: performance.now() - startedAt,
  };
}

/** @throws Error while nothing listens there */
async function listening(port: number): Promise<void> {
  const socket = connect(port, 'localhost');
  await once(socket, 'connect');
  socket.destroy();
}

/**
 * Resolves when upstream is asked anew: an app that does nothing yet has nothing to lose.
 *
 * @throws Error when nothing comes for ten minutes
 */
async function atWork(upstream: { requests(): number }): Promise<void> {
  const before = upstream.requests();
  const giveUpAt = performance.now() + FIRST_REQUEST_WITHIN_MS;
  while (upstream.requests() === before) {
    if (performance.now() > giveUpAt)
      throw new Error('The app has been started, and has asked upstream nothing for ten minutes.');
    await wait(10);
  }
}

/** Asks one question after the other until told that enough is asked; the last one is answered whole, by a living app. */
async function chat(guest: Guest, random: Random, enough: AbortSignal): Promise<Turn[]> {
  while (!(await signsIn(guest))) await wait(random.between(50, 200));
  const turns: Turn[] = [];
  while (!enough.aborted) {
    turns.push(await guest.ask(QUESTIONS[Math.floor(random.next() * QUESTIONS.length)] ?? SHORT, enough));
    // People don't all come back at the same moment.
    await wait(random.between(50, 500));
  }
  return [...turns, await guest.ask(SHORT)];
}

function signsIn(guest: Guest): Promise<boolean> {
  return guest.signIn().then(
    () => true,
    () => false,
  );
}

/** Guests are limited by address, so each has one of their own. */
function addressOf(index: number): string {
  return `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}`;
}
