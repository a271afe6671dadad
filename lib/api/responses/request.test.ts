import { describe, expect, it } from 'vitest';
import { catalogModelById } from '@/lib/models/catalog-by-id';
import { toChatPrompt } from './prompt';
import { refuseUnmeterableResponse, responseRequest, upstreamRequest } from './request';

const parse = (body: object) => responseRequest.parse({ model: 'gpt-5.4', ...body });
const ENCRYPTED = 'reasoning.encrypted_content';

describe('what a model of OpenAI thought', () => {
  const includeFor = (body: object, model = catalogModelById('gpt-5.4', 'openai')) => {
    const { include } = upstreamRequest(parse({ input: 'Hi', ...body }), model, 50);
    return include;
  };

  // A loop of tools sent it back as an id that nobody had kept, and its second call was a 404.
  it('is asked for in a form that it takes back', () => {
    expect(includeFor({})).toEqual([ENCRYPTED]);
    expect(includeFor({ include: null })).toEqual([ENCRYPTED]);
  });

  it('is asked for once, beside what the caller asks for', () => {
    const asked = ['message.output_text.logprobs'];
    expect(includeFor({ include: asked })).toEqual([...asked, ENCRYPTED]);
    expect(includeFor({ include: [ENCRYPTED, ...asked] })).toEqual([ENCRYPTED, ...asked]);
  });

  it('is not put into an include that OpenAI has to refuse', () => {
    expect(includeFor({ include: 'everything' })).toBe('everything');
  });

  it.each([
    catalogModelById('gpt-4o', 'openai'),
    catalogModelById('deepseek-r1', 'compatible'),
    catalogModelById('gpt-5.4', 'compatible'),
  ])('is not asked of $id at $provider', (model) => {
    expect(upstreamRequest(parse({ input: 'Hi' }), model, 50)).not.toHaveProperty('include');
    expect(includeFor({ include: ['a'] }, model)).toEqual(['a']);
  });
});

describe('a request for a response', () => {
  const refuse = (body: object) => () => {
    refuseUnmeterableResponse(parse(body));
    toChatPrompt(parse(body), 'm');
  };
  const refusal = (code: string, param: string) => expect.objectContaining({ status: 400, code, param });

  // It was told “Invalid input → at input”.
  it.each([
    ['prompt', { id: 'pmpt_1' }],
    ['previous_response_id', 'resp_1'],
    ['conversation', 'conv_1'],
  ])('that has %s in place of an input is told that it is not kept here', (param, value) => {
    expect(refuse({ [param]: value })).toThrow(refusal('unsupported_parameter', param));
  });

  it.each([{}, { input: null }])('needs an input: %j', (body) => {
    expect(refuse(body)).toThrow(refusal('invalid_request', 'input'));
    expect(refuse({ input: 'Hi' })).not.toThrow();
  });

  // By an item they reached the model all the same, and what they cost was billed to nobody.
  it.each([
    ['additional_tools', [{ type: 'web_search' }]],
    ['additional_tools', [{ type: 'custom', name: 'f' }, { type: 'image_generation' }]],
    ['tool_search_output', [{ type: 'apply_patch' }]],
    ['tool_search_output', [{ type: 'namespace', name: 'n', tools: [{ type: 'web_search' }] }]],
  ])('may not have other tools by an item of the type %s: %j', (type, tools) => {
    const input = [
      { role: 'user', content: 'Hi' },
      { type, tools },
    ];
    expect(refuse({ input })).toThrow(refusal('unsupported_parameter', 'input[1].tools'));
  });

  it('may not have a tool by an item that goes elsewhere', () => {
    const tools = [{ type: 'function', name: 'f', api_base: 'https://elsewhere.example' }];
    expect(refuse({ input: [{ type: 'additional_tools', tools }] })).toThrow(
      refusal('unsupported_parameter', 'input[0].tools[0].api_base'),
    );
  });

  // It was told that each tool needs a type.
  it('is told that what another kind of tool said can’t be sent back', () => {
    const item = { type: 'mcp_list_tools', tools: [{ name: 'f', input_schema: {} }] };
    expect(refuse({ input: [item] })).toThrow(/^Items of the type 'mcp_list_tools' are not supported here/);
  });

  it('may have the caller’s own tools by an item', () => {
    const tools = [
      { type: 'function', name: 'f' },
      { type: 'custom', name: 'g' },
    ];
    expect(refuse({ input: [{ type: 'additional_tools', role: 'developer', tools }] })).not.toThrow();
  });
});
