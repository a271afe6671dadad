import { describe, expect, it } from 'vitest';
import { countChatPrompt } from '../tokens/prompt';
import { toChatPrompt as fromChat } from './chat-completions/prompt';
import { chatRequest } from './chat-completions/request';
import { UnsupportedParameterError } from './errors';
import { toChatPrompt as fromResponse } from './responses/prompt';
import { responseRequest } from './responses/request';

const messages = [{ role: 'user', content: 'Hi' }];
const chat = (body: object) => fromChat(chatRequest.parse({ model: 'm', messages, ...body }), 'm');
const response = (body: object) =>
  fromResponse(responseRequest.parse({ model: 'm', input: 'Hi', ...body }), 'm');

const words = 'word '.repeat(1_000);

describe('a call of a tool', () => {
  // SGLang and llama.cpp take them, and a call was held for without them.
  it.each([
    { function: { name: 'f', arguments: { x: words } } },
    { function: { name: 'f', arguments: '' }, custom: { name: 'f', input: words } },
    { function: { name: 'f', arguments: '', input: words } },
    { function: { name: 'f', arguments: '{}', note: words } },
    { function: words },
  ])('counts with all that a server may read of it: %#', async (call) => {
    const message = { role: 'assistant', tool_calls: [{ id: 'c', type: 'function', ...call }] };
    expect(await countChatPrompt(chat({ messages: [message] }))).toBeGreaterThan(1_000);
  });

  it('counts with all of that in the old form', async () => {
    const message = { role: 'assistant', function_call: { name: 'f', arguments: { x: words } } };
    expect(await countChatPrompt(chat({ messages: [message] }))).toBeGreaterThan(1_000);
  });

  it.each([{ arguments: { x: words } }, { arguments: '', input: words }])(
    'counts with all of that in the words of the other API: %#',
    async (more) => {
      const input = [{ type: 'function_call', call_id: 'c', name: 'f', ...more }];
      expect(await countChatPrompt(response({ input }))).toBeGreaterThan(1_000);
    },
  );
});

describe('a tool of a request', () => {
  // vLLM has them printed for the model.
  it.each([
    { function: { name: 'f', note: words } },
    { function: { name: 'f' }, note: words },
    { function: { name: 'f' }, custom: { name: 'g', description: words } },
    // What is no object was dropped.
    { function: { name: 'f' }, custom: words },
    { function: { name: 'f' }, custom: [words] },
    { function: words },
    { function: { name: 'f', [words]: 1 } },
  ])('counts with fields that nobody here knows: %#', async (more) => {
    const tools = [{ type: 'function', ...more }];
    expect(await countChatPrompt(chat({ tools }))).toBeGreaterThan(1_000);
  });

  it.each([{ note: words }, { function: words }])(
    'counts with them in the words of the other API: %#',
    async (more) => {
      const tools = [{ type: 'function', name: 'f', ...more }];
      expect(await countChatPrompt(response({ tools }))).toBeGreaterThan(1_000);
    },
  );

  it('is the same in both forms', () => {
    const said = { name: 'f', description: 'Does it.', parameters: { type: 'object' } };
    expect(chat({ tools: [{ type: 'function', function: said }] }).tools).toEqual([said]);
    expect(chat({ functions: [said] }).tools).toEqual([said]);
    expect(response({ tools: [{ type: 'function', ...said }] }).tools).toEqual([said]);
  });
});

const url = 'https://a.example/large.png';

// vLLM goes by the field, whatever the type, and by the uuid finds what anybody sent; a call was held for the few letters of it.
describe.each([
  { image_url: url },
  { image_url: `${url}?a b` },
  { image_url: { url }, uuid: 'u' },
  { image_url: null, uuid: 'u' },
  { image_url: '', uuid: 'u' },
  { image_url: '', uuid: '' },
  { image_pil: 'abc' },
  { image_embeds: 'abc', uuid: 'u' },
  { prompt_embeds: 'abc' },
  { input_image: { image_url: url } },
])('a picture in what is no image: %j', (more) => {
  it.each([
    { type: 'text', text: 'Hi' },
    { type: 'input_text', text: 'Hi' },
    { type: 'output_text', text: 'Hi' },
    { type: 'refusal', refusal: 'No' },
    { type: 'file' },
    { type: 'input_file', file_data: 'AAAA' },
    { type: 'something_new' },
    {},
  ])('can’t be in %j', (part) => {
    const asked = [{ role: 'user', content: [{ ...part, ...more }] }];
    expect(() => chat({ messages: asked })).toThrow(UnsupportedParameterError);
    expect(() => response({ input: asked })).toThrow(UnsupportedParameterError);
  });
});

describe('a text of a request', () => {
  it.each([{ refusal: words }, { text: { value: words } }])(
    'counts with what else is in its part: %#',
    async (more) => {
      const asked = (type: string) => [{ role: 'user', content: [{ type, text: 'Hi', ...more }] }];
      expect(await countChatPrompt(chat({ messages: asked('text') }))).toBeGreaterThan(1_000);
      expect(await countChatPrompt(response({ input: asked('input_text') }))).toBeGreaterThan(1_000);
    },
  );

  it('counts alone when a reply is sent back as it came', () => {
    const annotations = [{ type: 'url_citation', url, title: 'A page' }];
    const said = { type: 'output_text', text: 'Hello', annotations, logprobs: [{ token: 'Hello' }] };
    const [message] = response({ input: [{ role: 'assistant', content: [said] }] }).messages;
    expect(message?.content).toEqual([{ type: 'text', text: 'Hello' }]);
  });

  it('counts alone when its part says what is to be cached, or has an image of nothing', () => {
    const cached = { cache_control: { type: 'ephemeral' }, prompt_cache_breakpoint: { mode: 'explicit' } };
    const part = { type: 'text', text: 'Hello', ...cached, image_url: null, uuid: null };
    const [message] = chat({ messages: [{ role: 'user', content: [part] }] }).messages;
    expect(message?.content).toEqual([{ type: 'text', text: 'Hello' }]);
  });

  // Some clients write all their fields: it was told that audio is not supported.
  it('counts alone when it has a sound of nothing', () => {
    const asked = [
      { role: 'user', content: [{ type: 'text', text: 'Hi', input_audio: null, video_url: null }] },
    ];
    expect(chat({ messages: asked }).messages).toMatchObject([{ content: [{ type: 'text', text: 'Hi' }] }]);
  });

  // Each API knew its own words alone: an address was no text in the other's, and a refusal the JSON of one.
  it.each([
    { type: 'text', text: url },
    { type: 'input_text', text: url },
    { type: 'output_text', text: url },
    { type: 'refusal', refusal: url },
  ])('is the same in the words of both APIs: $type', (part) => {
    const asked = [{ role: 'assistant', content: [part] }];
    const said = [{ content: [{ type: 'text', text: url }] }];
    expect(chat({ messages: asked }).messages).toMatchObject(said);
    expect(response({ input: asked }).messages).toMatchObject(said);
  });
});

it.each([
  { type: 'text', text: 'Hi' },
  { type: 'image_url', image_url: { url } },
  { type: 'input_image', image_url: url },
  { type: 'input_file', file_data: 'AAAA' },
])('no part may be known by an id in either API, and it is told so: $type', (part) => {
  for (const id of [{ file_id: 'f' }, { uuid: 'u' }, { uuid: '' }]) {
    const asked = [{ role: 'user', content: [{ ...part, ...id }] }];
    expect(() => chat({ messages: asked })).toThrow(/^No part may have a file_id or a uuid/);
    expect(() => response({ input: asked })).toThrow(/^No part may have a file_id or a uuid/);
  }
});
