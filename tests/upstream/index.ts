import { createServer } from 'node:http';
import { createDemoUpstream } from '@/lib/embedded/openai';
import { createGate } from '@/tests/support/gate';
import { listen } from '@/tests/support/listen';
import { createFaultPlan, type FaultPlan } from './faults';
import { createFixedReplies } from './fixed-reply';
import { createHandler } from './handler';
import { createJournal, type UpstreamJournal } from './journal';

export type { Fault, FaultKind, FaultPlan } from './faults';
export type { JournalRecord, UpstreamJournal } from './journal';

export type FakeUpstreamOptions = {
  /** A free one by default. */
  port?: number;
  /** Answer every request with this many deltas of one token each, cheaply, for benchmarks. */
  deltas?: number;
  /** Answer messages of just these words with these texts, as cheaply and at an even pace, instead of the demo's. */
  texts?: Readonly<Record<string, string>>;
  /** The pause before each token; none by default. */
  tokenDelayMs?: number;
};

export type FakeUpstream = {
  /** The address to use as `OPENAI_BASE_URL`; `/__journal` is beside it, not under it. */
  url: string;
  journal: UpstreamJournal;
  faults: Pick<FaultPlan, 'next' | 'clear'>;
  /** Sends no more of the demo's replies, until they go on: for what a test does while a reply comes. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
};

/** The demo upstream behind a real HTTP server on the loopback, with faults on order and a journal of what it sent. */
export async function startFakeUpstream(options: FakeUpstreamOptions = {}): Promise<FakeUpstream> {
  const { deltas, texts, tokenDelayMs = 0 } = options;
  const journal = createJournal();
  const faults = createFaultPlan();
  const gate = createGate();
  const handle = createHandler({
    demo: createDemoUpstream({ tokenDelayMs, journal: journal.note }),
    journal,
    faults,
    gate,
    fixedReplies:
      deltas === undefined && !texts
        ? undefined
        : await createFixedReplies({ textFor: textsOf(deltas, texts), tokenDelayMs }),
  });

  const server = createServer((req, res) => {
    handle(req, res).catch((error: unknown) => {
      if (!res.headersSent) res.writeHead(500);
      res.end(error instanceof Error ? error.message : String(error));
    });
  });
  // Callers keep connections open between benchmark rounds; closing one just as it is used again would be a reset.
  server.keepAliveTimeout = 120_000;

  return {
    url: `http://127.0.0.1:${await listen(server, options.port)}/v1`,
    journal,
    faults,
    pause: gate.shut,
    resume: gate.open,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function textsOf(deltas: number | undefined, texts: Readonly<Record<string, string>> = {}) {
  const always = deltas === undefined ? undefined : ' token'.repeat(deltas);
  return (message: string) => (Object.hasOwn(texts, message) ? texts[message] : always);
}
