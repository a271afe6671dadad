import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { listen } from '@/tests/support/listen';

/** A line to a server on this machine that can lose its answers, be cut in the middle of whatever goes over it, and mended. */
export async function startBreakableLine(targetUrl: string) {
  const sockets = new Set<Socket>();
  let state: 'whole' | 'losing answers' | 'cut' = 'whole';
  const server = createServer((client) => {
    if (state === 'cut') return client.destroy();
    const target = connect(Number(new URL(targetUrl).port), 'localhost');
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (from === client || state === 'whole') to.write(chunk);
      });
      from.on('end', () => to.end());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      // A cut is an error for who sends at that moment.
      from.on('error', () => to.destroy());
    }
  });
  return {
    url: `http://localhost:${await listen(server, 0, 'localhost')}`,
    /** From now on the server is heard no more, but hears. */
    loseAnswers() {
      state = 'losing answers';
    },
    cut() {
      state = 'cut';
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      state = 'whole';
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
