import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Rules } from './rules';

// Of a reply that failed they left the prompt out, which is billed as that of one that was stopped.
it.each([
  ['A reply you stop', 'You pay for the prompt and for what was written until then.'],
  ['A reply that fails', 'You pay for the prompt and for what was delivered, if anything.'],
])('the rules say of “%s” that its prompt is paid for', (name, rule) => {
  expect(ruleOf(name)).toContain(rule);
});

// They left out calls with an API key, and files.
it.each(['what is called with your API keys, embeddings too', 'Files count as part of what is read'])(
  'the rules count “%s”',
  (rule) => {
    expect(ruleOf('What counts')).toContain(rule);
  },
);

// Thoughts are shown in the chat where the server sends them.
it('the rules say of reasoning that it is paid for, seen or not', () => {
  expect(ruleOf('Cached and reasoning tokens')).toContain('whether or not you see it');
});

// Of many models it costs as much as any other input.
it('the rules promise no lower price for input from a cache', () => {
  expect(ruleOf('Cached and reasoning tokens')).toContain('found in its cache may have a lower price');
});

function ruleOf(name: string): string | undefined {
  const html = renderToStaticMarkup(<Rules />);
  return new RegExp(`${name}</dt><dd[^>]*>([^<]*)`).exec(html)?.[1];
}
