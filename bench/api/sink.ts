/** Takes events as OpenMeter would, and forgets them, in a process of its own: `tsx bench/api/sink.ts <port>`. */
import { createServer } from 'node:http';

createServer((incoming, answer) => {
  incoming.resume().on('end', () => answer.writeHead(204).end());
}).listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
