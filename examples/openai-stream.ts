/**
 * Metering a stream of OpenAI: tokens are counted as they arrive, so that there is something to report whatever
 * becomes of it once its first chunk is there. What OpenAI says at its end goes before our own count.
 *
 *     OPENMETER_URL=… npm run openmeter:setup    # once: makes the meters
 *     OPENAI_API_KEY=… OPENMETER_URL=… npm run example:stream
 *
 * Without them it runs all the same, on a demo of OpenAI and an embedded meter. MODEL chooses the model. What is reported
 * has no cost: prices are the app's.
 */
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import { encodingForModel, loadEncoding } from '@/lib/tokens/encoding';
import { countChatPrompt } from '@/lib/tokens/prompt';
import { createTextCounter } from '@/lib/tokens/text-counter';
import { end, model, openai, openmeter } from './setup';

const customer = 'customer-1';
const messages = [{ role: 'user' as const, content: 'What is a token?' }];

const promptTokens = await countChatPrompt({ model, messages });
const reply = createTextCounter(await loadEncoding(encodingForModel(model)));

const stream = await openai.chat.completions.create({
  model,
  messages,
  stream: true,
  stream_options: { include_usage: true },
});
let last: ChatCompletionChunk | undefined;
try {
  for await (const chunk of stream) {
    const text = chunk.choices[0]?.delta.content ?? '';
    reply.push(text);
    process.stdout.write(text);
    last = chunk;
  }
} finally {
  // Also when the stream broke off: what had arrived by then was used.
  if (last) await report(last);
}

const totals = await openmeter.meters.query('total_tokens', { subject: [customer], groupBy: ['estimated'] });
console.log('\n\nTokens used by', customer, '– counted as they arrived:', promptTokens, '+', reply.count());
console.table(totals.data.map(({ value, groupBy }) => ({ ...groupBy, tokens: value })));
await end();

async function report({ id, created, model: answeredBy, usage }: ChatCompletionChunk) {
  const prompt_tokens = usage?.prompt_tokens ?? promptTokens;
  const completion_tokens = usage?.completion_tokens ?? reply.count();
  await openmeter.events.ingest({
    // As in openai.ts: where a server repeats its ids, as Ollama does, one of your own, made before the call.
    id,
    time: new Date(created * 1000),
    source: 'my-program',
    type: 'openai',
    subject: customer,
    data: {
      model: answeredBy,
      provider: 'openai',
      prompt_tokens,
      completion_tokens,
      total_tokens: prompt_tokens + completion_tokens,
      cached_tokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
      reasoning_tokens: usage?.completion_tokens_details?.reasoning_tokens ?? 0,
      estimated: !usage,
      via: 'api',
    },
  });
}
