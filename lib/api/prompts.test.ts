import { describe, expect, it } from 'vitest';
import { countChatPrompt } from '../tokens/prompt';
import { zip } from '../tokens/testing/files';
import { toChatPrompt as promptOfChat } from './chat-completions/prompt';
import { type ChatRequest, chatRequest } from './chat-completions/request';
import { UnsupportedParameterError } from './errors';
import { toChatPrompt as promptOfResponse } from './responses/prompt';
import { type ResponseRequest, responseRequest } from './responses/request';

const chat = (body: object) =>
  chatRequest.parse({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...body });
const response = (body: object) => responseRequest.parse({ model: 'm', input: 'Hi', ...body });
const fromChat = (request: ChatRequest) => promptOfChat(request, 'm');
const fromResponse = (request: ResponseRequest) => promptOfResponse(request, 'm');
const PNG = `data:image/png;base64,${Buffer.from('89504e470d0a1a0a0000000d4948445200000040000000200802000000000000000000000049444154', 'hex').toString('base64')}`;

describe('the prompt of a request, to be counted', () => {
  it('is its messages, tools and schema', () => {
    const schema = { name: 'answer', schema: { type: 'object' } };
    const tool = { name: 'get_time', description: 'Tells the time.', parameters: { type: 'object' } };
    const prompt = fromChat(
      chat({
        messages: [
          { role: 'system', content: 'Be short.' },
          { role: 'user', name: 'Ada', content: [{ type: 'text', text: 'Hi' }] },
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'c', type: 'function', function: { name: 'get_time', arguments: '{}' } }],
          },
          { role: 'tool', tool_call_id: 'c', content: 'noon' },
        ],
        tools: [{ type: 'function', function: tool }],
        response_format: { type: 'json_schema', json_schema: schema },
      }),
    );
    expect(prompt).toMatchObject({
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'Be short.' }] },
        { role: 'user', name: 'Ada', content: [{ type: 'text', text: 'Hi' }] },
        {
          role: 'assistant',
          content: [{ text: '' }, { type: 'tool-call', name: 'get_time', arguments: '{}' }],
        },
        { role: 'tool', content: [{ type: 'text', text: 'noon' }] },
      ],
      tools: [tool],
      responseSchema: schema,
    });
  });

  it('is the same in the words of both APIs', () => {
    const items = [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'Hi' },
          { type: 'input_image', image_url: PNG },
        ],
      },
      { type: 'function_call', call_id: 'c', name: 'get_time', arguments: '{}' },
      { type: 'function_call_output', call_id: 'c', output: 'noon' },
    ];
    expect(fromResponse(response({ instructions: 'Be short.', input: items })).messages).toMatchObject([
      { role: 'developer', content: 'Be short.' },
      {
        role: 'user',
        content: [{ text: 'Hi' }, { type: 'image', size: { widthPixels: 64, heightPixels: 32 } }],
      },
      { role: 'assistant', content: [{ type: 'tool-call', name: 'get_time', arguments: '{}' }] },
      { role: 'tool', content: [{ type: 'text', text: 'noon' }] },
    ]);
    const parts = [
      { type: 'text', text: 'Hi' },
      { type: 'image_url', image_url: { url: PNG } },
    ];
    expect(fromChat(chat({ messages: [{ role: 'user', content: parts }] })).messages).toMatchObject([
      { content: [{ text: 'Hi' }, { type: 'image', size: { widthPixels: 64, heightPixels: 32 } }] },
    ]);
  });

  it('has every part that is not known, as the JSON it is', () => {
    const part = { type: 'hologram', data: 'abc' };
    const text = JSON.stringify(part);
    expect(fromChat(chat({ messages: [{ role: 'user', content: [part] }] })).messages).toMatchObject([
      { content: [{ type: 'text', text }] },
    ]);
  });

  // What a model thought is sent back to it in a loop of tools, and was counted as nothing.
  it('has what else is in a message: text as it is, the rest as JSON', () => {
    const details = [{ type: 'reasoning.text', text: 'Hm.' }];
    const call = {
      id: 'c',
      type: 'function',
      function: { name: 'get_time', arguments: '{}' },
      extra_content: { google: { thought_signature: 'abc' } },
    };
    const message = {
      role: 'assistant',
      content: null,
      refusal: null,
      reasoning_content: 'Let me think.',
      reasoning_details: details,
      tool_calls: [call],
    };
    const [asked] = fromChat(chat({ messages: [message] })).messages;
    expect(asked?.content).toEqual([
      { type: 'text', text: '' },
      { type: 'tool-call', name: 'get_time', arguments: '{}' },
      { type: 'text', text: JSON.stringify(call.extra_content) },
      { type: 'text', text: 'Let me think.' },
      { type: 'text', text: JSON.stringify(details) },
    ]);
  });

  it('has nothing besides for what every message has', () => {
    const messages = [
      { role: 'user', name: 'Ada', content: 'Hi' },
      { role: 'tool', tool_call_id: 'c', content: 'noon' },
    ];
    expect(fromChat(chat({ messages })).messages).toEqual([
      { role: 'user', name: 'Ada', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'tool', name: undefined, content: [{ type: 'text', text: 'noon' }] },
    ]);
  });

  it('has a content that is neither text nor a list, as the JSON it is', () => {
    const [asked] = fromChat(chat({ messages: [{ role: 'user', content: { text: 'Hi' } }] })).messages;
    expect(asked?.content).toEqual([{ type: 'text', text: '{"text":"Hi"}' }]);
  });

  it('has what else is in an item, in the words of the other API', () => {
    const items = [
      { type: 'message', id: 'm', status: 'completed', role: 'assistant', content: 'Hi', note: 'abc' },
      { type: 'function_call', id: 'f', call_id: 'c', name: 'get_time', arguments: '{}', note: 'abc' },
      { type: 'function_call_output', id: 'o', call_id: 'c', output: 'noon', note: 'abc' },
    ];
    for (const { content } of fromResponse(response({ input: items })).messages) {
      expect(content).toHaveLength(2);
      expect(content[1]).toEqual({ type: 'text', text: 'abc' });
    }
  });

  // A video behind an address was held for as its own few letters.
  it.each([
    ['a video', { type: 'video_url', video_url: { url: 'https://a.example/b.mp4' } }],
    ['a video that came before', { type: 'video_url', video_url: null, uuid: 'b' }],
    ['a video without a type', { video_url: 'https://a.example/b.mp4' }],
    ['a video called text', { type: 'text', text: 'Hi', uuid: 'b', video_url: { url: 'https://a.example' } }],
    [
      'a video in the words of the other API',
      { type: 'input_video', video_url: 'data:video/mp4;base64,AA==' },
    ],
    ['a sound at an address', { type: 'audio_url', audio_url: { url: 'https://a.example/b.mp3' } }],
    ['audio', { type: 'input_audio', input_audio: { data: 'AA==', format: 'mp3' } }],
    ['an unknown part at an address', { type: 'document_url', document_url: 'https://a.example/b.pdf' }],
    ['an unknown part in a bucket', { type: 'media', media: { uri: 'gs://a/b' } }],
    // vLLM opens it where it may, though it has no slashes.
    ['an unknown part on a disk', { image_url: 'file:/srv/b.png' }],
  ])('can’t have %s in either API', (_, part) => {
    const messages = [{ role: 'user', content: [part] }];
    expect(() => fromChat(chat({ messages }))).toThrow(UnsupportedParameterError);
    expect(() => fromResponse(response({ input: messages }))).toThrow(UnsupportedParameterError);
  });

  // A document of 10 kB that unpacks to a book was held for as one page.
  it('has what a document unpacks to', async () => {
    const file_data = zip({ 'word/document.xml': `<w:t>${'word '.repeat(100_000)}</w:t>` }).toString(
      'base64',
    );
    expect(file_data.length).toBeLessThan(4_000);
    for (const prompt of [
      fromResponse(response({ input: [{ role: 'user', content: [{ type: 'input_file', file_data }] }] })),
      fromChat(chat({ messages: [{ role: 'user', content: [{ type: 'file', file: { file_data } }] }] })),
    ]) {
      expect(await countChatPrompt(prompt)).toBeGreaterThan(100_000);
    }
  });

  it('may have an unknown part whose text tells of an address', () => {
    const part = { type: 'thinking', thinking: 'https://a.example is what they mean.' };
    const [asked] = fromChat(chat({ messages: [{ role: 'assistant', content: [part] }] })).messages;
    expect(asked?.content).toEqual([{ type: 'text', text: JSON.stringify(part) }]);
  });

  it.each([
    [
      'a file at upstream',
      () =>
        fromChat(chat({ messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] }] })),
    ],
    [
      'a file at an address',
      () =>
        fromResponse(
          response({
            input: [{ role: 'user', content: [{ type: 'input_file', file_url: 'https://a.example/b.pdf' }] }],
          }),
        ),
    ],
    [
      'an address for a file',
      () =>
        fromChat(
          chat({
            messages: [
              { role: 'user', content: [{ type: 'file', file: { file_data: 'https://a.example/b.pdf' } }] },
            ],
          }),
        ),
    ],
    ['an item at upstream', () => fromResponse(response({ input: [{ type: 'item_reference', id: 'x' }] }))],
    ['an item at upstream by its id alone', () => fromResponse(response({ input: [{ id: 'x' }] }))],
    ['the same without a type', () => fromResponse(response({ input: [{ id: 'x', type: null }] }))],
  ])('can’t have %s', (_, toPrompt) => {
    expect(toPrompt).toThrow(UnsupportedParameterError);
  });
});
