import { describe, expect, it } from 'vitest';
import { UnsupportedParameterError } from '../errors';
import { toChatPrompt } from './prompt';
import { responseRequest } from './request';

const request = (input: object[]) => responseRequest.parse({ model: 'm', input });

describe('a request for a response', () => {
  // A screenshot of a tool that is refused: it went through, and was held for as its own few letters.
  it.each([
    [
      'computer_call_output',
      { output: { type: 'computer_screenshot', image_url: 'https://a.example/b.png' } },
    ],
    ['computer_call_output', { output: { type: 'computer_screenshot', file_id: 'f' } }],
    ['image_generation_call', { id: 'ig_1' }],
    ['mcp_list_tools', { server_label: 'a', tools: [] }],
    ['something_new', { found: [{ at: { url: 'https://a.example/b.pdf' } }] }],
    ['something_new', { found: [{ file_id: 'f' }] }],
    ['something_new', { video: 'abc' }],
    // Beside tools or a format that it brings, too.
    ['additional_tools', { tools: [], found: 'https://a.example/b.pdf' }],
  ])('can’t have an item of the type %s with %j', (type, rest) => {
    expect(() => toChatPrompt(request([{ type, ...rest }]), 'm')).toThrow(UnsupportedParameterError);
  });

  it('may have an item that is not known, as the JSON it is', () => {
    const item = { type: 'something_new', said: ['https://a.example is what they mean.'] };
    const [asked] = toChatPrompt(request([item]), 'm').messages;
    expect(asked?.content).toEqual([{ type: 'text', text: JSON.stringify(item) }]);
  });

  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties: {} };

  // It was refused for the address of its schema, which every one that zod makes has.
  it.each([
    { type: 'additional_tools', tools: [{ type: 'function', name: 'f', parameters: schema }] },
    {
      type: 'tool_search_output',
      tools: [{ type: 'function', name: 'f', description: 'https://a.example/' }],
    },
    { type: 'configuration_update', text: { format: { type: 'json_schema', name: 'a', schema } } },
  ])('may have an item of the type $type that brings a schema, as the JSON it is', (item) => {
    const [asked] = toChatPrompt(request([item]), 'm').messages;
    expect(asked?.content).toEqual([{ type: 'text', text: JSON.stringify(item) }]);
  });
});
