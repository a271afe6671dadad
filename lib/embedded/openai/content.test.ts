import { describe, expect, it } from 'vitest';
import { createDemoUpstream } from './index';

/** What the demo answers to a text in a message of parts. */
async function answerTo(text: string): Promise<string> {
  const messages = [{ role: 'user', content: [{ type: 'text', text }] }];
  const response = await createDemoUpstream({ tokenDelayMs: 0 })('http://demo/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify({ model: 'tokentally-demo', messages }),
  });
  expect(response.status).toBe(200);
  return (await response.json()).choices[0].message.content;
}

describe('a text in which the app says what a file is called', () => {
  // It broke the call after it was dispatched, which was billed, and every later one in the same chat.
  it.each([
    '<file name="C:\\temp\\x.txt">\nHi\n</file>',
    '<file name="a\nb">\nHi\n</file>',
    '<file name="\\u12">\nHi\n</file>',
    'Image "a\\q":',
  ])('is words like any other where the name is not JSON: %j', async (text) => {
    expect(await answerTo(text)).not.toContain('You attached');
  });

  it('is read where JSON escapes the name', async () => {
    const name = '"a\\b"\t\u0001 –.md';
    const answer = await answerTo(`<file name=${JSON.stringify(name)}>\nHi\n</file>`);
    expect(answer).toContain(`- \`${name}\`: text of 1 line, 2 bytes`);
  });
});
