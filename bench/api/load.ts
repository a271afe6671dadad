import { Agent, request } from 'node:http';
import { processUsage } from '../support/process-usage';
import { isWhole } from './whole';

/** Something that answers `POST /chat/completions`. */
export interface Target {
  name: string;
  /** Up to and including the version. */
  url: string;
  /** One customer's after the other's, so that as many customers as are given call at the same time. */
  headers: Record<string, string>[];
  /** Of the server, for its CPU and memory. */
  pid: number;
}

export interface Load {
  firstByteMs: number[];
  totalMs: number[];
  perSecond: number;
  cpuMsPerRequest: number;
  /** How many were refused, broke off, or ended with an error. */
  errors: number;
}

export interface Demand {
  stream: boolean;
  requests: number;
  connections: number;
  /** Whether the requests that open the connections count too; there are no others before then. */
  opening?: boolean;
}

/** After the seconds in which others are measured, the first hundreds cost half as much again on a virtual machine. */
export const WARM_UP_REQUESTS = 500;

/** Sends so many requests over so many connections, each as soon as the one before it is answered. */
export async function load(
  target: Target,
  { stream, requests, connections, opening = false }: Demand,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const messages = [{ role: 'user', content: 'What is a token?' }];
  const body = JSON.stringify({ model: 'tokentally-demo', messages, stream });
  const result: Pick<Load, 'firstByteMs' | 'totalMs' | 'errors'> = {
    firstByteMs: [],
    totalMs: [],
    errors: 0,
  };
  let sent = 0;

  function send(): Promise<Took | undefined> {
    const headers = target.headers[sent++ % target.headers.length] ?? {};
    const url = `${target.url}/chat/completions`;
    return call({ url, headers, body, agent, stream }).catch(() => undefined);
  }

  async function work(): Promise<void> {
    while (sent < requests) {
      const took = await send();
      if (!took) result.errors++;
      else {
        result.firstByteMs.push(took.firstByteMs);
        result.totalMs.push(took.totalMs);
      }
    }
  }

  if (!opening) {
    let left = Math.max(connections, WARM_UP_REQUESTS);
    const warmUp = async () => {
      while (left-- > 0) await send();
    };
    await Promise.all(Array.from({ length: connections }, warmUp));
    sent = 0;
  }
  const before = processUsage(target.pid);
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: connections }, work));
  const tookMs = performance.now() - startedMs;
  const after = processUsage(target.pid);
  agent.destroy();
  return {
    ...result,
    perSecond: (result.totalMs.length / tookMs) * 1000,
    cpuMsPerRequest: (after.cpuMs - before.cpuMs) / requests,
  };
}

interface Took {
  firstByteMs: number;
  totalMs: number;
}

interface Call {
  url: string;
  headers: Record<string, string>;
  body: string;
  agent: Agent;
  stream: boolean;
}

/** Fails unless the answer is good, and whole. */
function call({ url, headers, body, agent, stream }: Call): Promise<Took> {
  return new Promise((done, fail) => {
    const startedMs = performance.now();
    let firstByteMs: number | undefined;
    const sending = request(url, {
      agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
    });
    sending.on('error', fail);
    sending.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => {
        firstByteMs ??= performance.now() - startedMs;
        chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () => {
        const totalMs = performance.now() - startedMs;
        // After the clock: what it costs is no part of the answer's time.
        const isGood = response.statusCode === 200 && isWhole(Buffer.concat(chunks).toString(), stream);
        if (isGood && firstByteMs !== undefined) done({ firstByteMs, totalMs });
        else fail(new Error(`Status ${response.statusCode}, or no whole answer.`));
      });
    });
    sending.end(body);
  });
}
