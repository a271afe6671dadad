import type { LanguageModelV4CallOptions, LanguageModelV4Prompt } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { imagePart } from './data-url-parts';
import { fromLanguageModelPrompt } from './from-language-model-prompt';
import { countChatPrompt } from './prompt';

const map = (options: LanguageModelV4CallOptions) => fromLanguageModelPrompt('gpt-4o', options);
const messagesOf = (prompt: LanguageModelV4Prompt) => map({ prompt }).messages;
const GIF_800_BY_600 = 'R0lGODlhIANYAgAAACwAAAAAIANYAgA=';
const ONE_PAGE = Buffer.from('%PDF-1.4\n<</Type /Page >>\n').toString('base64');

describe('fromLanguageModelPrompt', () => {
  it('takes over what system, user and assistant say', () => {
    const prompt: LanguageModelV4Prompt = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'A greeting.' },
          { type: 'text', text: 'Hi' },
        ],
      },
    ];
    expect(messagesOf(prompt)).toEqual(prompt);
  });

  it('counts plain text as exactly as OpenAI does', async () => {
    const prompt: LanguageModelV4Prompt = [
      { role: 'system', content: 'You are a helpful assistant.' },
      { role: 'user', content: [{ type: 'text', text: "What's the capital of France?" }] },
    ];
    // Counted by OpenAI: pydantic-ai, tests/models/cassettes/test_openai/test_system_prompt_role_o4_mini.yaml
    const count = await countChatPrompt(fromLanguageModelPrompt('o4-mini-2025-04-16', { prompt }));
    expect(count).toBe(22);
  });

  it('writes what a tool was called with as JSON, unless it is text', () => {
    const toolCall = { type: 'tool-call' as const, toolCallId: 'call_1', toolName: 'weather' };
    const content = [
      { ...toolCall, input: { city: 'Rome' } },
      { ...toolCall, input: 'Rome' },
    ];
    expect(messagesOf([{ role: 'assistant', content }])).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'tool-call', name: 'weather', arguments: '{"city":"Rome"}' },
          { type: 'tool-call', name: 'weather', arguments: 'Rome' },
        ],
      },
    ]);
  });

  it('makes one message of each tool result', () => {
    const result = { type: 'tool-result' as const, toolCallId: 'call_1', toolName: 'weather' };
    const messages = messagesOf([
      {
        role: 'tool',
        content: [
          { ...result, output: { type: 'text', value: 'sunny' } },
          { ...result, output: { type: 'json', value: { sky: 'clear' } } },
          { ...result, output: { type: 'error-text', value: 'no such city' } },
          { ...result, output: { type: 'execution-denied', reason: 'not now' } },
          { ...result, output: { type: 'content', value: [{ type: 'text', text: 'windy' }] } },
          { type: 'tool-approval-response', approvalId: 'approval_1', approved: false, reason: 'too dear' },
        ],
      },
    ]);
    const texts = [
      'sunny',
      '{"sky":"clear"}',
      'no such city',
      'not now',
      '{"type":"text","text":"windy"}',
      'too dear',
    ];
    expect(messages).toEqual(texts.map((text) => ({ role: 'tool', content: [{ type: 'text', text }] })));
  });

  it.each([
    ['base64', GIF_800_BY_600],
    ['bytes', new Uint8Array(Buffer.from(GIF_800_BY_600, 'base64'))],
  ])('reads the size of an image in %s', (_, data) => {
    const providerOptions = { openai: { imageDetail: 'low' } };
    const file = {
      type: 'file' as const,
      mediaType: 'image/gif',
      data: { type: 'data' as const, data },
      providerOptions,
    };
    expect(messagesOf([{ role: 'user', content: [file] }])[0]?.content).toEqual([
      { type: 'image', size: { widthPixels: 800, heightPixels: 600 }, detail: 'low' },
    ]);
  });

  // It was looked for less far in these, and not found: the image counted as the largest there is.
  it.each(['base64', 'bytes'])(
    'finds the size of an image in %s as far behind a preview as in a URL',
    (form) => {
      const preview = Buffer.concat([Buffer.from([0xff, 0xe1, 0xff, 0xff]), Buffer.alloc(2 ** 16 - 3)]);
      const startOfFrame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0x02, 0x58, 0x03, 0x20]);
      const previews = [preview, preview, preview, preview];
      const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8]), ...previews, startOfFrame]);
      const data = form === 'bytes' ? new Uint8Array(jpeg) : jpeg.toString('base64');
      const file = { type: 'file' as const, mediaType: 'image/jpeg', data: { type: 'data' as const, data } };
      const url = `data:image/jpeg;base64,${jpeg.toString('base64')}`;
      const { size } = imagePart(url, undefined);
      expect(size).toEqual({ widthPixels: 800, heightPixels: 600 });
      expect(messagesOf([{ role: 'user', content: [file] }])[0]?.content).toEqual([{ type: 'image', size }]);
    },
  );

  it('leaves the size of an image open that is only referred to', () => {
    const data = { type: 'url' as const, url: new URL('https://example.com/cat.png') };
    const content = [{ type: 'file' as const, mediaType: 'image', data }];
    expect(messagesOf([{ role: 'user', content }])[0]?.content).toEqual([{ type: 'image' }]);
  });

  it('takes a text file for its text, and any other for its bytes', () => {
    const content = [
      { type: 'file' as const, mediaType: 'text/plain', data: { type: 'text' as const, text: 'hello' } },
      {
        type: 'file' as const,
        mediaType: 'application/pdf',
        data: { type: 'data' as const, data: ONE_PAGE },
      },
      {
        type: 'file' as const,
        mediaType: 'application/pdf',
        data: { type: 'reference' as const, reference: { openai: 'file-1' } },
      },
    ];
    expect(messagesOf([{ role: 'user', content }])[0]?.content).toEqual([
      { type: 'text', text: 'hello' },
      { type: 'file', bytes: Buffer.from(ONE_PAGE, 'base64') },
      { type: 'file' },
    ]);
  });

  it('takes over the tools and the schema of the reply', () => {
    const schema = { type: 'object' as const, properties: { city: { type: 'string' as const } } };
    const mapped = map({
      prompt: [],
      tools: [
        { type: 'function', name: 'weather', description: 'Says the weather', inputSchema: schema },
        { type: 'provider', id: 'openai.web_search', name: 'web_search', args: { searchContextSize: 'low' } },
      ],
      responseFormat: { type: 'json', name: 'city', schema },
    });
    expect(mapped.tools).toEqual([
      { name: 'weather', description: 'Says the weather', parameters: schema },
      { name: 'web_search', parameters: { searchContextSize: 'low' } },
    ]);
    expect(mapped.responseSchema).toEqual({ type: 'json', name: 'city', schema });
  });

  it('knows no schema where the reply is text, or any JSON', () => {
    expect(map({ prompt: [], responseFormat: { type: 'text' } }).responseSchema).toBeUndefined();
    expect(map({ prompt: [], responseFormat: { type: 'json' } }).responseSchema).toBeUndefined();
  });
});
