import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { startScriptedUpstream } from '@/tests/e2e/support/scripted-upstream';

type Upstream = Awaited<ReturnType<typeof startScriptedUpstream>>;

export interface Caller {
  /** Of the app that has this upstream, up to and including the version. */
  url: string;
  headers: Record<string, string>;
  upstream: Upstream;
}

const MODEL = 'tokentally-demo';
const DELTAS = 3;
/** Who has not seen it by then never will. */
const PATIENCE_MS = 30_000;

/**
 * How long after a caller leaves a stream its upstream sees that, in ms, one caller after the other. The stream is quiet
 * by then, so that nothing but the connection's own end tells of it.
 *
 * @throws {Error} when upstream does not see it at all
 */
export async function timeDisconnects(caller: Caller, times: number): Promise<number[]> {
  const durationsMs: number[] = [];
  while (durationsMs.length < times) durationsMs.push(await timeDisconnect(caller));
  return durationsMs;
}

async function timeDisconnect({ url, headers, upstream }: Caller): Promise<number> {
  const closed = new Promise<number>((resolve) => {
    upstream.answerWith((response) => {
      response.once('close', () => resolve(performance.now()));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(eventOf(`chatcmpl-${randomUUID()}`).repeat(DELTAS));
    });
  });
  const stream = await open(`${url}/chat/completions`, headers);
  const leftMs = performance.now();
  stream.destroy();
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const never = once(patience, 'abort').then(() => {
    throw new Error(`Upstream did not see within ${PATIENCE_MS / 1_000} s that the caller had left.`);
  });
  return (await Promise.race([closed, never])) - leftMs;
}

/** Asks for a stream, and reads all that comes before it is quiet. */
function open(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asking = request(url, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', ...headers },
    });
    asking.on('error', reject);
    asking.on('response', (stream) => {
      let text = '';
      stream.on('error', reject);
      stream.on('data', (chunk: Buffer) => {
        text += chunk;
        if (text.split('data: ').length > DELTAS) resolve(stream);
      });
      stream.on('end', () =>
        reject(new Error(`The stream ended, with status ${stream.statusCode}: ${text}`)),
      );
    });
    const messages = [{ role: 'user', content: 'What is a token?' }];
    asking.end(JSON.stringify({ model: MODEL, messages, stream: true }));
  });
}

function eventOf(id: string): string {
  const chunk = {
    id,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1_000),
    model: MODEL,
    choices: [{ index: 0, delta: { content: ' token' }, finish_reason: null }],
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
