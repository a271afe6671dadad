import { expect, it } from 'vitest';
import { ROUTING_PARAMETERS } from '@/tests/support/routing-parameters';
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

it('a request may have what nobody here knows', () => {
  refuseUnmeterable({ model: 'gpt-5.4', something_new: { a: 1 }, provider: null, enable_thinking: false });
});
