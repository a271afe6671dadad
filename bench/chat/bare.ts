/**
 * The competitor of `bench:chat`: the AI SDK's `streamText` behind a bare Node server, without sign-in, database or bill.
 *
 *     node --import tsx bench/chat/bare.ts <port> <base URL of the upstream>
 */
import { createServer } from 'node:http';
import { createOpenAI } from '@ai-sdk/openai';
import { pipeUIMessageStreamToResponse, streamText, toUIMessageStream } from 'ai';

const [port, baseURL] = process.argv.slice(2);
const openai = createOpenAI({ apiKey: 'any', baseURL });

createServer((request, response) => {
  request.resume().on('end', () => {
    const { stream } = streamText({ model: openai.chat('tokentally-demo'), prompt: 'What is a token?' });
    pipeUIMessageStreamToResponse({ response, stream: toUIMessageStream({ stream }) });
  });
}).listen(Number(port), () => console.log('listening'));
