import { createServer, type Socket } from 'node:net';
import { listen } from './listen';

export interface SilentServer {
  /** Of an API there, by TLS. */
  url: string;
  /** The next who tries to connect, from then on until they give up. */
  nextCaller(): Promise<Socket>;
  close(): void;
}

/** Starts a server to which no connection comes about: it accepts, and says nothing to the greeting of TLS. */
export async function startSilentServer(): Promise<SilentServer> {
  const callers = new Set<Socket>();
  const server = createServer((socket) => {
    callers.add(socket);
    // Reads what comes, so that it hears who gives up.
    socket.on('error', () => {}).resume();
  });
  const port = await listen(server);
  return {
    url: `https://127.0.0.1:${port}/v1`,
    nextCaller: () => new Promise((resolve) => server.once('connection', resolve)),
    close() {
      for (const socket of callers) socket.destroy();
      server.close();
    },
  };
}
