import { describe, expect, it } from 'vitest';
import publishedCounts from '@/tests/fixtures/chat-prompt-tokens.json';
import { type ChatPrompt, countChatPrompt } from './prompt';
import { pageObjects, pdf, zip } from './testing/files';

/** A text of so many tokens, in both encodings. */
const textOf = (tokens: number) => (tokens === 0 ? '' : `hello${' hello'.repeat(tokens - 1)}`);

const user = (content: string) => ({ role: 'user', content });

describe('countChatPrompt of text', () => {
  it.each(publishedCounts.map((row, index) => ({ ...row, row: index + 1 })))(
    'is what OpenAI counted for $model ($row)',
    async ({ model, messages, expected_prompt_tokens }) => {
      const count = await countChatPrompt({
        model,
        messages: messages.map(({ role, content_tokens, name_tokens }) => ({
          role,
          content: textOf(content_tokens),
          name: name_tokens === undefined ? undefined : textOf(name_tokens),
        })),
      });
      expect(count).toBe(expected_prompt_tokens);
    },
  );

  // https://github.com/pydantic/pydantic-ai/blob/f077d56/tests/models/cassettes/test_openai: a search tool with a location
  it('is the contents alone for a search model', async () => {
    const messages = [
      { role: 'system', content: 'You are a helpful assistant.' },
      user('What is the current temperature?'),
    ];
    expect(await countChatPrompt({ model: 'gpt-4o-search-preview', messages })).toBe(12);
  });

  it('counts a message of one part as if it were its text', async () => {
    const messages = [{ role: 'user', content: [{ type: 'text' as const, text: 'hello' }] }];
    expect(await countChatPrompt({ model: 'gpt-4o', messages })).toBe(8);
  });

  it('estimates for a model of unknown make, times the factor it is given', async () => {
    const messages = [user(textOf(100))];
    expect(await countChatPrompt({ model: 'llama3.3', messages })).toBe(107);
    expect(await countChatPrompt({ model: 'llama3.3', messages, factor: 1.25 })).toBe(134);
  });

  // https://github.com/pydantic/pydantic-ai/blob/f077d56/tests/models/cassettes/test_openai/test_openai_model_cerebras_provider_harmony.yaml
  it('does not estimate less than was counted for gpt-oss', async () => {
    const count = await countChatPrompt({
      model: 'gpt-oss-120b',
      messages: [user('What is the capital of France?')],
    });
    expect(count).toBeGreaterThanOrEqual(74);
  });
});

const object = (properties: Record<string, unknown>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const string = { type: 'string' };
const tool = (name: string, parameters: unknown, description?: string) => ({
  name,
  description,
  parameters,
});
const call = (name: string, args: string, result: string) => [
  { role: 'assistant', content: [{ type: 'tool-call' as const, name, arguments: args }] },
  { role: 'tool', content: result },
];
const city = object({ city: string, country: string });
const largestCity = user('What is the largest city in the user country?');
const userCountry = tool('get_user_country', object({}), '');
const finalResult = tool('final_result', city, 'The final response which ends this conversation');
const capital = tool(
  'get_capital',
  object({ country: { ...string, description: 'The country name.' } }),
  'Get the capital of a country.',
);
const capitals = [
  user('What is the capital of France?'),
  ...call('get_capital', '{"country":"France"}', 'Paris'),
  { role: 'assistant', content: 'The capital of France is Paris.' },
  user('What is the capital of England?'),
];
const weather = tool(
  'get_current_weather',
  {
    type: 'object',
    properties: {
      location: { ...string, description: 'The city and state, e.g. San Francisco, CA' },
      unit: { ...string, description: 'The unit of temperature to return', enum: ['celsius', 'fahrenheit'] },
    },
    required: ['location'],
  },
  'Get the current weather in a given location',
);
const nested = {
  type: 'object',
  properties: { bar: { ...string, enum: ['a', 'b', 'c'] }, baz: { type: 'boolean' } },
};
const bingBong = (properties: Record<string, unknown>) =>
  tool('bing_bong', { type: 'object', properties }, 'Do a bing bong');
const weatherQuestion = [
  { role: 'system', content: 'You are a helpful assistant that can answer to questions about the weather.' },
  user("What's the weather like in San Francisco?"),
];

/**
 * Prompts with tools and schemas, and what OpenAI counted, from https://github.com/hmarr/openai-chat-tokens (the first five),
 * the cookbook's How_to_count_tokens_with_tiktoken (the weather) and pydantic-ai's tests/models/cassettes/test_openai (the rest).
 */
const COUNTED_WITH_TOOLS: [string, ChatPrompt, number][] = [
  [
    'a tool without parameters',
    {
      model: 'gpt-3.5-turbo',
      messages: [user('hello')],
      tools: [tool('foo', { type: 'object', properties: {} })],
    },
    31,
  ],
  [
    'a described tool',
    {
      model: 'gpt-3.5-turbo',
      messages: [user('hello')],
      tools: [tool('foo', { type: 'object', properties: {} }, 'Do a foo')],
    },
    36,
  ],
  [
    'a parameter',
    { model: 'gpt-3.5-turbo', messages: [user('hello')], tools: [bingBong({ foo: string })] },
    49,
  ],
  [
    'a described parameter',
    {
      model: 'gpt-3.5-turbo',
      messages: [user('hello')],
      tools: [bingBong({ foo: string, bar: { type: 'number', description: 'A number' } })],
    },
    57,
  ],
  [
    'nested parameters',
    { model: 'gpt-3.5-turbo', messages: [user('hello')], tools: [bingBong({ foo: nested })] },
    68,
  ],
  ['the weather', { model: 'gpt-4', messages: weatherQuestion, tools: [weather] }, 105],
  ['the weather, newer model', { model: 'gpt-4o', messages: weatherQuestion, tools: [weather] }, 101],
  ['two tools', { model: 'gpt-4o', messages: [largestCity], tools: [userCountry, finalResult] }, 68],
  [
    'a tool and its result',
    {
      model: 'gpt-4o',
      messages: [largestCity, ...call('get_user_country', '{}', 'Mexico')],
      tools: [userCountry, finalResult],
    },
    89,
  ],
  ['a call before a question', { model: 'gpt-4o-mini', messages: capitals, tools: [capital] }, 104],
  [
    'two calls',
    {
      model: 'gpt-4o-mini',
      messages: [...capitals, ...call('get_capital', '{"country":"England"}', 'London')],
      tools: [capital],
    },
    129,
  ],
  [
    'a schema',
    {
      model: 'gpt-4o',
      messages: [largestCity],
      tools: [userCountry],
      responseSchema: { name: 'CityLocation', schema: city },
    },
    79,
  ],
  [
    'a schema after a call',
    {
      model: 'gpt-4o',
      messages: [largestCity, ...call('get_user_country', '{}', 'Mexico')],
      tools: [userCountry],
      responseSchema: { name: 'CityLocation', schema: city },
    },
    100,
  ],
];

describe('countChatPrompt of what cannot be computed', () => {
  it.each(COUNTED_WITH_TOOLS)(
    'estimates no less than OpenAI counted, and not twice as much: %s',
    async (_, prompt, tokens) => {
      const count = await countChatPrompt(prompt);
      expect(count).toBeGreaterThanOrEqual(tokens);
      expect(count).toBeLessThan(2 * tokens);
    },
  );

  it('adds an image by the published formula', async () => {
    const image = {
      type: 'image' as const,
      size: { widthPixels: 1024, heightPixels: 1024 },
      detail: 'high' as const,
    };
    const messages = [{ role: 'user', content: [image] }];
    expect(await countChatPrompt({ model: 'gpt-4o', messages })).toBe(7 + 765);
  });

  it.each([
    ['reasoning', { type: 'reasoning' as const, text: 'hello' }, 8],
    [
      'a PDF by its pages',
      { type: 'file' as const, bytes: pdf('%PDF-1.4\n', pageObjects(2)) },
      7 + 2 * (1_500 + 85),
    ],
    ['a text file by its text', { type: 'file' as const, bytes: Buffer.from('hello') }, 8],
    ['a document by its text', { type: 'file' as const, bytes: zip({ 'a.xml': '<a>hello</a>' }) }, 9],
    ['a file that is elsewhere as a page', { type: 'file' as const }, 7 + 1_500 + 85],
    ['an image of unknown size', { type: 'image' as const, detail: 'high' as const }, 7 + 85 + 8 * 170],
  ])('estimates %s', async (_, part, tokens) => {
    const messages = [{ role: 'user', content: [part] }];
    expect(await countChatPrompt({ model: 'gpt-4o', messages })).toBe(tokens);
  });

  it('counts the parts of a message as if nothing joined them', async () => {
    const hello = { type: 'text' as const, text: 'hello' };
    const count = await countChatPrompt({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: [hello, hello] }],
    });
    expect(count).toBe(9);
  });
});
