/** A proxy that does nothing but pass on, in a process of its own: `tsx bench/api/proxy.ts <port> <upstream's port>`. */
import { Agent, createServer, request } from 'node:http';

const [port, upstreamPort] = process.argv.slice(2).map(Number);
const agent = new Agent({ keepAlive: true });

createServer((incoming, answer) => {
  const { method, url, headers } = incoming;
  const outgoing = request(
    { host: '127.0.0.1', port: upstreamPort, method, path: url, headers, agent },
    (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    },
  );
  incoming.pipe(outgoing);
}).listen(port, '127.0.0.1', () => console.log('ready'));
