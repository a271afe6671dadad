import { expect, it } from 'vitest';
import { curlCall, snippets } from './snippets';

const BASE_URL = 'https://a.test/v1';
const SNIPPETS = snippets(BASE_URL, 'gpt-5.4');

it('a call in a shell has its body as it is, also with an apostrophe', () => {
  const call = curlCall(BASE_URL, '{"content": "What\'s that?"}');
  expect(call).toContain('curl https://a.test/v1/chat/completions ');
  expect(call).toContain(`-d '{"content": "What'\\''s that?"}'`);
});

it('the first snippet is such a call of the model', () => {
  const body = '{"model": "gpt-5.4", "messages": [{"role": "user", "content": "What is a token?"}]}';
  expect(SNIPPETS[0]?.code).toContain(curlCall(BASE_URL, body));
});

it('there is one for each of the clients that people use', () => {
  expect(SNIPPETS.map(({ title }) => title)).toEqual([
    'curl',
    'OpenAI for Node',
    'OpenAI for Python',
    'AI SDK',
    'LangChain',
  ]);
});

it.each(SNIPPETS)(
  'that of $title calls the model at the base URL, with the key in its variable',
  ({ code }) => {
    expect(code).toMatch(/["']gpt-5\.4["']/);
    expect(code).toMatch(/(curl |["'])https:\/\/a\.test\/v1\b/);
    expect(code).toContain('TOKENTALLY_API_KEY');
  },
);
