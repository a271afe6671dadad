import { APIError } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiApp, collect, EMBEDDING_MODEL, MODEL as model } from '../support/api';

const input = 'What is a token?';
const clock = {
  type: 'function' as const,
  name: 'get_time',
  parameters: { type: 'object', properties: {} },
  strict: false,
};

const api = apiApp();

describe('OpenAI’s client on our responses', () => {
  it('gets a whole response as upstream made it, and the bill says the same', async () => {
    const { openai } = await api.newApiUser();
    const response = await openai.responses.create({ model, input });
    expect(response.output_text).toContain('piece of text');
    expect(response).toHaveProperty('store', false);
    expect(await api.entries()).toMatchObject([
      {
        eventId: response.id,
        model: response.model,
        occurredAt: new Date(response.created_at * 1000),
        basis: 'exact',
        uncachedTokens: response.usage?.input_tokens,
        outputTokens: response.usage?.output_tokens,
      },
    ]);
  });

  it('gets the same in a stream', async () => {
    const { openai } = await api.newApiUser();
    const { output_text } = await openai.responses.create({ model, input });
    const streamed = await openai.responses.stream({ model, input }).finalResponse();
    expect(streamed.output_text).toBe(output_text);
    expect((await api.entries()).map((entry) => entry.basis)).toEqual(['exact', 'exact']);
  });

  it('has a tool called', async () => {
    const { openai } = await api.newApiUser();
    const { output } = await openai.responses.create({ model, input: 'What time is it?', tools: [clock] });
    expect(output).toMatchObject([{ type: 'function_call', name: 'get_time' }]);
  });

  it('has a tool called in a stream, piece by piece', async () => {
    const { openai } = await api.newApiUser();
    const stream = openai.responses.stream({ model, input: 'What time is it?', tools: [clock] });
    const pieces = (await collect(stream)).flatMap((event) =>
      event.type === 'response.function_call_arguments.delta' ? [event.delta] : [],
    );
    expect((await stream.finalResponse()).output).toMatchObject([
      { type: 'function_call', name: 'get_time', arguments: pieces.join('') },
    ]);
    expect(await api.entries()).toMatchObject([{ basis: 'exact', outcome: 'complete' }]);
  });

  it('gets structured output', async () => {
    const { openai } = await api.newApiUser();
    const answer = z.object({ title: z.string(), tags: z.array(z.string()) });
    const format = zodTextFormat(answer, 'answer');
    const { output_parsed } = await openai.responses.parse({ model, input, text: { format } });
    expect(answer.safeParse(output_parsed).success).toBe(true);
  });

  it('tries again by itself when upstream fails, and is billed once', async () => {
    const { openai } = await api.newApiUser({}, { maxRetries: 2 });
    api.upstream().faults.next('server-error');
    await openai.responses.create({ model, input });
    expect(await api.entries()).toHaveLength(1);
  });

  it('is counted where upstream reports no usage', async () => {
    const { openai } = await api.newApiUser();
    api.upstream().faults.next('no-usage');
    await collect(await openai.responses.create({ model, input, stream: true }));
    expect(await api.entries()).toMatchObject([{ basis: 'estimated', outcome: 'complete' }]);
  });

  it('stops upstream when it leaves, and is billed for what was delivered', async () => {
    const { openai } = await api.newApiUser();
    api.upstream().faults.next({ kind: 'stall', afterDeltas: 8 });
    const events = await openai.responses.create({ model, input, stream: true });
    let deltas = 0;
    for await (const event of events) {
      if (event.type === 'response.output_text.delta') deltas++;
      if (deltas === 8) events.controller.abort();
    }
    await expect
      .poll(api.entries)
      .toMatchObject([{ outcome: 'stopped', basis: 'estimated', outputTokens: 8 }]);
  });

  it.each(['reset', 'close', 'stream-error'] as const)(
    'hears that a stream broke off (%s)',
    async (fault) => {
      const { openai } = await api.newApiUser();
      api.upstream().faults.next(fault);
      const events = await openai.responses.create({ model, input, stream: true });
      const read = collect(events);
      const last = await read.then((all) => all.at(-1)?.type).catch((error: unknown) => error);
      expect(last === 'error' || last instanceof APIError).toBe(true);
      expect(await api.entries()).toMatchObject([{ outcome: 'failed', basis: 'estimated' }]);
    },
  );

  it.each([
    ['background', { background: true }],
    ['previous_response_id', { previous_response_id: 'resp_1' }],
    ['conversation', { conversation: 'conv_1' }],
    ['prompt', { prompt: { id: 'pmpt_1' } }],
    ['store', { store: true }],
    ['input', { input: [{ type: 'item_reference', id: 'msg_1' }] }],
    ['tools', { tools: [{ type: 'web_search' }] }],
    ['service_tier', { service_tier: 'flex' }],
  ])('is refused %s', async (param, extra) => {
    const { openai } = await api.newApiUser();
    const call = openai.post('/responses', { body: { model, input, ...extra } });
    await expect(call).rejects.toMatchObject({ status: 400, code: 'unsupported_parameter', param });
  });
});

describe('OpenAI’s client on our embeddings and models', () => {
  it('gets embeddings, and pays for the prompt alone', async () => {
    const { openai } = await api.newApiUser();
    const texts = ['one text', 'another text'];
    const { data, usage } = await openai.embeddings.create({ model: EMBEDDING_MODEL, input: texts });
    expect(data).toHaveLength(2);
    const [entry] = await api.entries();
    expect(entry).toMatchObject({ basis: 'exact', uncachedTokens: usage.prompt_tokens, outputTokens: 0 });
    expect(entry?.costPico).toBeGreaterThan(0n);
  });

  it('gets no embeddings of a chat model', async () => {
    const { openai } = await api.newApiUser();
    const call = openai.embeddings.create({ model, input });
    await expect(call).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });

  it('lists the models, and knows each', async () => {
    const { openai } = await api.newApiUser();
    const models = await collect(openai.models.list());
    expect(models.map(({ id }) => id)).toEqual([model, EMBEDDING_MODEL]);
    expect(await openai.models.retrieve(model)).toEqual(models[0]);
    await expect(openai.models.retrieve('gpt-1')).rejects.toMatchObject({ code: 'model_not_found' });
  });
});
