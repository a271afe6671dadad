import { expect, it } from 'vitest';
import { ROUTING_PARAMETERS } from '@/tests/support/routing-parameters';
import { chatRequest } from './chat-completions/request';
import { responseRequest } from './responses/request';
import { refuseUnmeterable } from './unmeterable';

it.each(ROUTING_PARAMETERS)('a request may not have %s', (param) => {
  const request = { model: 'gpt-5.4', [param]: { order: ['elsewhere'] } };
  expect(() => refuseUnmeterable(request)).toThrow(expect.objectContaining({ status: 400, param }));
});

it.each(ROUTING_PARAMETERS)('a tool of a request may not have %s', (param) => {
  const tool = { type: 'function', name: 'f', function: { name: 'f' } };
  const request = { model: 'gpt-5.4', tools: [tool, { ...tool, [param]: 'https://elsewhere.example' }] };
  expect(() => refuseUnmeterable(request)).toThrow(
    expect.objectContaining({ status: 400, param: `tools[1].${param}` }),
  );
});

it('a tool may be called with what is named like that', () => {
  const properties = Object.fromEntries(ROUTING_PARAMETERS.map((name) => [name, { type: 'string' }]));
  const described = { name: 'f', description: 'Calls api_base.', parameters: { type: 'object', properties } };
  refuseUnmeterable({
    model: 'gpt-5.4',
    tools: [
      { type: 'function', function: described },
      { type: 'function', ...described },
    ],
  });
});

// llama.cpp, KoboldCpp, text-generation-webui and LiteLLM would write more than is held for.
it.each([
  ['n_predict', -1],
  ['n_cmpl', 8],
  ['max_length', 4_096],
  ['auto_max_new_tokens', true],
  ['extra_body', { max_tokens: 4_096 }],
  ['additional_drop_params', ['max_tokens']],
  // SiliconFlow and DashScope: in thoughts.
  ['thinking_budget', 32_768],
  ['enable_thinking', true],
])('a request may not lift its output limit by %s', (param, value) => {
  const request = { model: 'llama3.3', max_tokens: 1, [param]: value };
  expect(() => refuseUnmeterable(request)).toThrow(expect.objectContaining({ status: 400, param }));
});

it.each([
  ['chat_template', {}],
  ['chat_template_str', {}],
  ['instruction_template_str', {}],
  // vLLM has it win.
  ['chat_template', { within: 'chat_template_kwargs' }],
])(
  'a request may not bring the template that makes its prompt by %s %j',
  (param, { within }: { within?: string }) => {
    const template = { [param]: '{% for _ in range(9999) %}word {% endfor %}' };
    const request = { model: 'm', ...(within ? { [within]: template } : template) };
    expect(() => refuseUnmeterable(request)).toThrow(expect.objectContaining({ status: 400, param }));
  },
);

// They went through, and were billed to nobody.
it.each([
  ['web_search_options', {}],
  ['enable_search', true],
  ['search_options', { forced_search: true }],
  ['search_parameters', { mode: 'on' }],
])('a request may not let the vendor search by %s', (param, value) => {
  const request = { model: 'qwen3-max', [param]: value };
  expect(() => refuseUnmeterable(request)).toThrow(expect.objectContaining({ status: 400, param }));
});

// A tool without a type was told of "tools of the type 'undefined'", and apply_patch that it is billed by the call.
it.each([
  [{ type: 'web_search' }, /^Not all that tools of the type 'web_search' cost is metered here/],
  [{ type: 'apply_patch' }, /^Not all that tools of the type 'apply_patch' cost is metered here/],
  [{ function: { name: 'f' } }, /^Each tool needs a 'type': function or custom\.$/],
])('a request may not have the tool %j, and is told why', (tool, message) => {
  const request = { model: 'gpt-5.4', tools: [{ type: 'function', name: 'f' }, tool] };
  expect(() => refuseUnmeterable(request)).toThrow(expect.objectContaining({ status: 400, param: 'tools' }));
  expect(() => refuseUnmeterable(request)).toThrow(message);
});

// Servers in Go take a name in any letters, and the last of several: 70b was called at the price of 1b.
it.each([
  ['Model', 'llama3.3:70b', 'model'],
  ['N', 128, 'n'],
  ['Max_Output_Tokens', 100_000, 'max_output_tokens'],
  ['Max_Completion_Tokens', 100_000, 'max_completion_tokens'],
  ['Service_Tier', 'priority', 'service_tier'],
  // Small letters to a reader, but not to whom they are told from others by.
  ['\u017ftore', true, 'store'],
])('a request may not have %s beside what is read, and is told how to write it', (param, value, name) => {
  const request = { model: 'llama3.2:1b', [param]: value };
  expect(() => refuseUnmeterable(request)).toThrow(expect.objectContaining({ status: 400, param }));
  expect(() => refuseUnmeterable(request)).toThrow(`Write it in small letters: '${name}'.`);
});

it.each(Object.keys({ ...chatRequest.shape, ...responseRequest.shape }))(
  'a request may have %s, which is looked at, in small letters only',
  (name) => {
    const param = name.toUpperCase();
    expect(() => refuseUnmeterable({ [param]: 1 })).toThrow(expect.objectContaining({ status: 400, param }));
  },
);

it.each([
  [{ stream_options: { include_usage: true, Include_Usage: false } }, 'stream_options.Include_Usage'],
  [{ tools: [{ type: 'function', Type: 'web_search' }] }, 'tools[0].Type'],
  [
    { tools: [{ type: 'function', function: { name: 'f', Parameters: {} } }] },
    'tools[0].function.Parameters',
  ],
  [{ functions: [{ name: 'f', Parameters: {} }] }, 'functions[0].Parameters'],
  // What is refused is so for its own reason.
  [{ Fallbacks: ['gpt-5.4'] }, 'Fallbacks'],
  [{ PROVIDEROPTIONS: {} }, 'PROVIDEROPTIONS'],
  [{ fallbac\u212as: ['gpt-5.4'] }, 'fallbac\u212as'],
  [{ chat_template_kwargs: { Chat_Template: 'a' } }, 'Chat_Template'],
  [{ tools: [{ type: 'function', Api_Base: 'https://elsewhere.example' }] }, 'tools[0].Api_Base'],
])('a request may not have other letters within it either: %j', (more, param) => {
  const request = { model: 'llama3.2:1b', ...more };
  expect(() => refuseUnmeterable(request)).toThrow(expect.objectContaining({ status: 400, param }));
});

const words = 'word '.repeat(1_000);
const picture = { url: 'https://a.example/b.png' };

// A server in Go answered these words, and a call was held for the others.
it.each([
  [{ Content: words }, 'Content'],
  [{ content: [{ type: 'text', text: 'Hi', Text: words }] }, 'content[0].Text'],
  [{ content: [{ type: 'refusal', refusal: 'No', Refusal: words }] }, 'content[0].Refusal'],
  [{ content: [{ type: 'text', text: 'Hi', Type: 'image_url', image_url: picture }] }, 'content[0].Type'],
  [{ content: ['Hi', { type: 'image_url', image_url: {}, Image_URL: picture }] }, 'content[1].Image_URL'],
  [{ content: [{ type: 'image_url', image_url: { URL: picture.url } }] }, 'content[0].image_url.URL'],
  [{ content: [{ type: 'file', file: { file_data: '', File_ID: 'f' } }] }, 'content[0].file.File_ID'],
  [
    { tool_calls: [{ type: 'function', function: { name: 'f', arguments: '{}', Arguments: words } }] },
    'tool_calls[0].function.Arguments',
  ],
  [{ tool_calls: [{ type: 'custom', custom: { input: '', Input: words } }] }, 'tool_calls[0].custom.Input'],
  [{ function_call: { name: 'f', arguments: '{}', Arguments: words } }, 'function_call.Arguments'],
])('a message may not have other letters within it either: %#', (more, param) => {
  const messages = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', ...more },
  ];
  expect(() => refuseUnmeterable({ model: 'llama3.2:1b', messages })).toThrow(
    expect.objectContaining({ status: 400, param: `messages[1].${param}` }),
  );
});

it.each([
  [{ role: 'user', content: [{ type: 'input_text', text: 'Hi', Text: words }] }, 'content[0].Text'],
  [
    { role: 'user', content: [{ type: 'input_file', file_data: '', File_Data: words }] },
    'content[0].File_Data',
  ],
  [{ type: 'function_call', name: 'f', arguments: '{}', Arguments: words }, 'Arguments'],
  [{ type: 'custom_tool_call', name: 'f', input: '', Input: words }, 'Input'],
  [{ type: 'function_call_output', output: '', Output: [{ type: 'input_image' }] }, 'Output'],
  [{ type: 'function_call_output', output: [{ type: 'input_text', Text: words }] }, 'output[0].Text'],
])('an item may not have them either: %#', (item, param) => {
  expect(() => refuseUnmeterable({ model: 'llama3.2:1b', input: [item] })).toThrow(
    expect.objectContaining({ status: 400, param: `input[0].${param}` }),
  );
});

it.each([
  [
    { text: { format: { type: 'text', Type: 'json_schema', schema: { description: words } } } },
    'text.format.Type',
  ],
  [{ response_format: { type: 'text', JSON_Schema: { description: words } } }, 'response_format.JSON_Schema'],
])('nor may the format of a reply: %#', (more, param) => {
  expect(() => refuseUnmeterable({ model: 'llama3.2:1b', ...more })).toThrow(
    expect.objectContaining({ status: 400, param }),
  );
});

it('what a tool is called with or answers, or a schema has, may be named in other letters', () => {
  const schema = { type: 'object', properties: { Model: { type: 'string' }, N: { type: 'integer' } } };
  const call = { type: 'function', function: { name: 'f', arguments: '{"Model":"a","Text":"b"}' } };
  refuseUnmeterable({
    model: 'm',
    messages: [
      { role: 'assistant', tool_calls: [call], reasoning_details: [{ Text: 'a' }] },
      { role: 'tool', tool_call_id: 'c', content: { Name: 'a', URL: 'b' } },
    ],
    tools: [{ type: 'function', function: { name: 'f', parameters: schema } }],
    response_format: { type: 'json_schema', json_schema: { name: 'a', schema } },
    text: { format: { type: 'json_schema', schema } },
  });
});

it('a request may have what nobody here knows', () => {
  refuseUnmeterable({ model: 'gpt-5.4', constructor: 'a', topK: 40 });
  refuseUnmeterable({ model: 'gpt-5.4', something_new: { a: 1 }, provider: null, enable_thinking: false });
});
