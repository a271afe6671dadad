/**
 * Metering a blocking call of OpenAI: call it, report what it says it used, ask the meter. A compatible server may say
 * nothing: then it is our own count.
 *
 *     OPENMETER_URL=… npm run openmeter:setup    # once: makes the meters
 *     OPENAI_API_KEY=… OPENMETER_URL=… npm run example:blocking
 *
 * Without them it runs all the same, on a demo of OpenAI and an embedded meter. MODEL chooses the model. What is reported
 * has no cost: prices are the app's.
 */
import { encodingForModel, loadEncoding } from '@/lib/tokens/encoding';
import { countChatPrompt } from '@/lib/tokens/prompt';
import { countText } from '@/lib/tokens/text-counter';
import { end, model, openai, openmeter } from './setup';

const customer = 'customer-1';
const messages = [{ role: 'user' as const, content: 'What is a token?' }];

const completion = await openai.chat.completions.create({ model, messages });
const { usage } = completion;
const text = completion.choices[0]?.message.content ?? '';
console.log(text, '\n');

const prompt_tokens = usage?.prompt_tokens ?? (await countChatPrompt({ model, messages }));
const completion_tokens =
  usage?.completion_tokens ?? countText(await loadEncoding(encodingForModel(model)), text);

await openmeter.events.ingest({
  // The response's own id makes a report that is sent twice count once. Where a server repeats its ids, as Ollama does,
  // make one of your own for each call: under an id that was there before, a call is taken for the same, and lost.
  id: completion.id,
  time: new Date(completion.created * 1000),
  source: 'my-program',
  type: 'openai',
  subject: customer,
  data: {
    model: completion.model,
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

const totals = await openmeter.meters.query('total_tokens', {
  subject: [customer],
  groupBy: ['model', 'estimated'],
});
console.log('Tokens used by', customer);
console.table(totals.data.map(({ value, groupBy }) => ({ ...groupBy, tokens: value })));
await end();
