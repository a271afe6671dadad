/**
 * The competitor of `bench:chat-ui`: its page, built for production, and its chat, `streamText` before an upstream.
 *
 *     node --import tsx bench/chat-ui/bare/server.ts <port> <base URL of the upstream>
 */
import { createServer, type IncomingMessage } from 'node:http';
import { createOpenAI } from '@ai-sdk/openai';
import { convertToModelMessages, pipeUIMessageStreamToResponse, streamText, toUIMessageStream } from 'ai';
import { build } from 'esbuild';

const HTML =
  '<!doctype html><html lang="en"><title>Bare</title><div id="root"></div><script src="/page.js"></script>';

const [port, baseURL] = process.argv.slice(2);
const openai = createOpenAI({ apiKey: 'any', baseURL });
const { outputFiles } = await build({
  entryPoints: [`${import.meta.dirname}/page.tsx`],
  bundle: true,
  minify: true,
  write: false,
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
});
const script = outputFiles[0]?.text;

createServer(async (request, response) => {
  if (request.url === '/page.js') {
    return response.setHeader('content-type', 'text/javascript; charset=utf-8').end(script);
  }
  if (request.method === 'GET') {
    return response.setHeader('content-type', 'text/html; charset=utf-8').end(HTML);
  }
  const { messages } = JSON.parse(await textOf(request));
  const { stream } = streamText({
    model: openai.chat('tokentally-demo'),
    messages: await convertToModelMessages(messages),
  });
  pipeUIMessageStreamToResponse({ response, stream: toUIMessageStream({ stream }) });
}).listen(Number(port), '127.0.0.1', () => console.log('listening'));

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
