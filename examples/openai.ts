/**
 * Metering a blocking call of OpenAI: call it, report what it says it used, ask the meter.
 *
 *     OPENMETER_URL=… npm run openmeter:setup    # once: makes the meters
 *     OPENAI_API_KEY=… OPENMETER_URL=… npm run example:blocking
 *
 * Without them it runs all the same, on a demo of OpenAI and an embedded meter.
 */
import { end, model, openai, openmeter } from './setup';

const customer = 'customer-1';

const completion = await openai.chat.completions.create({
  model,
  messages: [{ role: 'user', content: 'What is a token?' }],
});
console.log(completion.choices[0]?.message.content, '\n');

await openmeter.events.ingest({
  // The response's own id makes a report that is sent twice count once.
  id: completion.id,
  time: new Date(completion.created * 1000),
  source: 'my-program',
  type: 'openai',
  subject: customer,
  data: {
    model: completion.model,
    provider: 'openai',
    prompt_tokens: completion.usage?.prompt_tokens,
    completion_tokens: completion.usage?.completion_tokens,
    total_tokens: completion.usage?.total_tokens,
    cached_tokens: completion.usage?.prompt_tokens_details?.cached_tokens ?? 0,
    reasoning_tokens: completion.usage?.completion_tokens_details?.reasoning_tokens ?? 0,
    estimated: false,
    via: 'api',
  },
});

const usage = await openmeter.meters.query('total_tokens', { subject: [customer], groupBy: ['model'] });
console.log('Tokens used by', customer);
console.table(usage.data.map(({ value, groupBy }) => ({ ...groupBy, tokens: value })));
await end();
