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
  ])('can’t have an item of the type %s with %j', (type, rest) => {
    expect(() => toChatPrompt(request([{ type, ...rest }]), 'm')).toThrow(UnsupportedParameterError);
  });

  it('may have an item that is not known, as the JSON it is', () => {
    const item = { type: 'something_new', said: ['https://a.example is what they mean.'] };
    const [asked] = toChatPrompt(request([item]), 'm').messages;
    expect(asked?.content).toEqual([{ type: 'text', text: JSON.stringify(item) }]);
  });
});
