import { once } from 'node:events';
import type { Server } from 'node:net';

/** Has a server listen on the loopback, at a free port unless one is given. @returns the port */
export async function listen(server: Server, port = 0, host = '127.0.0.1'): Promise<number> {
  await once(server.listen(port, host), 'listening');
  const address = server.address();
  if (typeof address === 'object' && address) return address.port;
  throw new Error(`The server listens on no port: ${address}.`);
}
