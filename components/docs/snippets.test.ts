import { expect, it } from 'vitest';
import { curlCall, snippets } from './snippets';

it('a call in a shell has its body as it is, also with an apostrophe', () => {
  const call = curlCall('https://a.test/v1', '{"content": "What\'s that?"}');
  expect(call).toContain('curl https://a.test/v1/chat/completions ');
  expect(call).toContain(`-d '{"content": "What'\\''s that?"}'`);
});

it('the first snippet is such a call of the model', () => {
  const body = '{"model": "gpt-5.4", "messages": [{"role": "user", "content": "What is a token?"}]}';
  const [curl] = snippets('https://a.test/v1', 'gpt-5.4');
  expect(curl?.code).toContain(curlCall('https://a.test/v1', body));
});
