import { expect, it } from 'vitest';
import { textOfHtml } from './page-text';

it('is what a reader would see', () => {
  const html = '<title>A &amp; B</title><body class="c"><h1>Hi</h1><p>One<br/>two</p><script>evil()</script>';
  expect(textOfHtml(html)).toEqual({ title: 'A & B', text: 'A & B\nHi\nOne\ntwo' });
});

it.each(['<', '<title', '<p ', '<!--', '<svg>', '&a'])('takes no longer for what never ends: %s', (piece) => {
  // Were each piece looked for to the end of the page, this would take minutes.
  expect(textOfHtml(piece.repeat(2 ** 20 / piece.length)).text).toBeTypeOf('string');
});
