import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Rules } from './rules';

// Of a reply that failed they left the prompt out, which is billed as that of one that was stopped.
it.each([
  ['A reply you stop', 'You pay for the prompt and for what was written until then.'],
  ['A reply that fails', 'You pay for the prompt and for what was delivered, if anything.'],
])('the rules say of “%s” that its prompt is paid for', (name, rule) => {
  const html = renderToStaticMarkup(<Rules />);
  const [, text] = new RegExp(`${name}</dt><dd[^>]*>([^<]*)`).exec(html) ?? [];
  expect(text).toContain(rule);
});
