import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Database } from '@/lib/db/types';
import { createEmbeddedOpenMeter } from '@/lib/embedded/openmeter';
import { METERS } from '@/lib/openmeter/meters';
import { createGate } from '@/tests/support/gate';
import { listen } from '@/tests/support/listen';

/** An OpenMeter that can be slow, and away. */
export interface FakeMeter {
  /** The address to use as `OPENMETER_URL`. */
  url: string;
  /** Lets requests wait from now on. @returns what lets them go again */
  hold(): () => void;
  /** Whether it answers 503 to everything. */
  away: boolean;
  close(): Promise<void>;
}

/** The embedded meter on a database, behind a real HTTP server. */
export async function startMeter(db: Database): Promise<FakeMeter> {
  const answer = createEmbeddedOpenMeter({ db: async () => db, meters: METERS });
  const gate = createGate();
  const server = createServer(async (incoming, outgoing) => {
    await gate.passed();
    const response = meter.away
      ? new Response(null, { status: 503 })
      : await answer(await toRequest(incoming));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
  });
  const meter: FakeMeter = {
    url: `http://127.0.0.1:${await listen(server)}`,
    hold() {
      gate.shut();
      return gate.open;
    },
    away: false,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return meter;
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const { url = '', method, headers } = incoming;
  const body = method === 'GET' ? undefined : await text(incoming);
  const contentType = headers['content-type'] ?? 'application/json';
  return new Request(new URL(url, 'http://meter'), {
    method,
    body,
    headers: { 'Content-Type': contentType },
  });
}
