import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, streamText } from 'ai';
import { describe, expect, it } from 'vitest';
import { createDemoUpstream, type JournalEntry } from '@/lib/embedded/openai';
import { model, openDemo } from './demo';

const prompt = '/think';

function open() {
  const journal: JournalEntry[] = [];
  const fetch = createDemoUpstream({ tokenDelayMs: 0, journal: (entry) => journal.push(entry) });
  const settings = { baseURL: 'http://demo/v1', apiKey: 'demo', fetch };
  return {
    ends: () => journal.filter((entry) => entry.type === 'end'),
    chat: createOpenAICompatible({ ...settings, name: 'demo', includeUsage: true })(model),
    responses: createOpenAI(settings).responses(model),
  };
}

describe.each(['chat', 'responses'] as const)('a reply that thinks, over %s', (api) => {
  it('gives its thoughts and its text, and counts both', async () => {
    const { ends, [api]: language } = open();
    const { reasoningText, text, usage } = await generateText({ model: language, prompt });
    expect(reasoningText).toContain('let it be seen');
    expect(text).toContain('I thought before I answered');
    expect(ends()).toMatchObject([{ outputTokens: usage.outputTokens, outcome: 'stop' }]);
    const { reasoningTokens = 0 } = usage.outputTokenDetails;
    expect(reasoningTokens).toBeGreaterThan(100);
    expect(reasoningTokens).toBeLessThan(usage.outputTokens ?? 0);
  });

  it('streams the thoughts, and then the text', async () => {
    const { [api]: language } = open();
    const whole = await generateText({ model: language, prompt });
    const streamed = streamText({ model: language, prompt });
    const types: string[] = [];
    for await (const { type } of streamed.stream) {
      if (/^(reasoning|text)-/.test(type) && types.at(-1) !== type) types.push(type);
    }
    expect(types).toEqual([
      'reasoning-start',
      'reasoning-delta',
      'reasoning-end',
      'text-start',
      'text-delta',
      'text-end',
    ]);
    expect(await streamed.reasoningText).toBe(whole.reasoningText);
    expect(await streamed.text).toBe(whole.text);
    expect(await streamed.usage).toEqual(whole.usage);
  });

  it.each(['generateText', 'streamText'] as const)(
    'has thoughts alone where the limit leaves no room (%s)',
    async (way) => {
      const { ends, [api]: language } = open();
      const options = { model: language, prompt, maxOutputTokens: 20 };
      const result = way === 'generateText' ? await generateText(options) : streamText(options);
      expect(await result.finishReason).toBe('length');
      expect(await result.text).toBe('');
      expect(await result.usage).toMatchObject({
        outputTokens: 20,
        outputTokenDetails: { reasoningTokens: 20 },
      });
      expect(ends()).toMatchObject([{ outputTokens: 20, outcome: 'length' }]);
    },
  );
});

it("OpenAI's client gets the events of a summary in the documented order", async () => {
  const { openai } = openDemo();
  const types: string[] = [];
  const stream = openai.responses.stream({ model, input: prompt });
  for await (const { type } of stream) if (type !== types.at(-1)) types.push(type);
  expect(types.slice(2, 9)).toEqual([
    'response.output_item.added',
    'response.reasoning_summary_part.added',
    'response.reasoning_summary_text.delta',
    'response.reasoning_summary_text.done',
    'response.reasoning_summary_part.done',
    'response.output_item.done',
    'response.output_item.added',
  ]);
  const { output } = await stream.finalResponse();
  expect(output.map((item) => item.type)).toEqual(['reasoning', 'message']);
});
