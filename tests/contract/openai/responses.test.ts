import type OpenAI from 'openai';
import { APIError } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { beforeEach, describe, expect, it } from 'vitest';
import { clock, model, openDemo, question, version, weather } from './demo';

let openai: OpenAI;
let journalled: ReturnType<typeof openDemo>['journalled'];

beforeEach(() => {
  ({ openai, journalled } = openDemo());
});

describe("OpenAI's client on Responses", () => {
  it('gets a whole response, with the tokens that the journal has', async () => {
    const response = await openai.responses.create({ model, input: question });
    expect(response).toMatchObject({ object: 'response', status: 'completed', model: version, error: null });
    expect(response.id).toMatch(/^resp_/);
    expect(response.output[0]?.id).toMatch(/^msg_/);
    expect(response.output_text).toContain('piece of text');
    expect(journalled('start')).toMatchObject({
      responseId: response.id,
      promptTokens: response.usage?.input_tokens,
    });
    expect(journalled('end')).toMatchObject({ outputTokens: response.usage?.output_tokens });
    expect(response.usage?.input_tokens_details.cached_tokens).toBe(0);
    expect(response.usage?.output_tokens_details.reasoning_tokens).toBe(0);
  });

  it('gets the same text and usage in a stream', async () => {
    const whole = await openai.responses.create({ model, input: question });
    const streamed = await openai.responses.stream({ model, input: question }).finalResponse();
    expect(streamed.output_text).toBe(whole.output_text);
    expect(streamed.usage).toEqual(whole.usage);
  });

  it('gets numbered events in the documented order', async () => {
    const types: string[] = [];
    const numbers: number[] = [];
    for await (const event of await openai.responses.create({ model, input: question, stream: true })) {
      if (event.type !== types.at(-1)) types.push(event.type);
      numbers.push(event.sequence_number);
    }
    expect(numbers).toEqual(numbers.map((_, index) => index));
    expect(types).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  it.each([false, true])('is cut off by max_output_tokens (streaming: %s)', async (stream) => {
    const body = { model, input: question, max_output_tokens: 16 };
    const response = stream
      ? await openai.responses.stream(body).finalResponse()
      : await openai.responses.create(body);
    expect(response.status).toBe('incomplete');
    expect(response.incomplete_details?.reason).toBe('max_output_tokens');
    expect(response.usage?.output_tokens).toBe(16);
  });

  it.each([false, true])(
    'has a tool called and goes on with its answer, but not by the id of the response (streaming: %s)',
    async (stream) => {
      const tools = [{ type: 'function' as const, strict: true, ...clock }];
      const first = await respond({ model, input: '/tools', tools });
      const [call] = first.output;
      if (call?.type !== 'function_call') throw new Error('There is no call of a function.');
      expect(call).toMatchObject({ name: 'get_time', arguments: '{"timezone":"UTC"}', status: 'completed' });

      const result = { type: 'function_call_output' as const, call_id: call.call_id, output: '12:34' };
      const whole = await respond({
        model,
        input: [{ role: 'user', content: '/tools' }, call, result],
        tools,
      });
      expect(whole.output_text).toContain('`get_time` answered: **12:34**');
      await expect(
        respond({ model, input: [result], tools, previous_response_id: first.id }),
      ).rejects.toMatchObject({ status: 400, code: 'previous_response_not_found' });

      async function respond(body: Omit<OpenAI.Responses.ResponseCreateParamsNonStreaming, 'stream'>) {
        return stream ? openai.responses.stream(body).finalResponse() : openai.responses.create(body);
      }
    },
  );

  it('gets structured output', async () => {
    const text = { format: zodTextFormat(weather, 'weather') };
    const response = await openai.responses.parse({ model, input: question, text });
    expect(weather.safeParse(response.output_parsed)).toMatchObject({ success: true });
  });

  it('gets an error in mid-stream', async () => {
    const stream = await openai.responses.create({ model, input: '/error midway', stream: true });
    let text = '';
    const reading = (async () => {
      for await (const event of stream) if (event.type === 'response.output_text.delta') text += event.delta;
    })();
    await expect(reading).rejects.toThrow(APIError);
    expect(text).toContain('break off in the middle');
    expect(journalled('end')).toMatchObject({ outcome: 'failed' });
  });
});
