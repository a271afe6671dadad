import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { listen } from '@/tests/support/listen';

export interface UpstreamRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** An upstream that answers what a test tells it to, and remembers exactly what it was asked. */
export async function startScriptedUpstream() {
  const requests: UpstreamRequest[] = [];
  let answered = 0;
  let answer: (response: ServerResponse) => void = (response) => response.writeHead(500).end();
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    requests.push({ path: incoming.url ?? '', headers: incoming.headers, body });
    response.once('close', () => {
      if (response.headersSent && response.statusCode === 200) answered++;
    });
    answer(response);
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}/v1`,
    /** Since the last `answerWith`. */
    requests,
    /** How many answers of status 200 have ended, or were broken off. */
    answered: () => answered,
    answerWith(next: typeof answer) {
      requests.length = 0;
      answer = next;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Sends an event again and again until the reader has left. @returns how often */
export async function writeUntilClosed(
  response: ServerResponse,
  event: string,
  pauseMs: number,
): Promise<number> {
  let sent = 0;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const writing = setInterval(() => {
    response.write(event);
    sent++;
  }, pauseMs);
  await once(response, 'close');
  clearInterval(writing);
  return sent;
}
