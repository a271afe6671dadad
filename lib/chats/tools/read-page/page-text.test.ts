import { expect, it } from 'vitest';
import { textOfHtml } from './page-text';

it('is what a reader would see', () => {
  const html = '<title>A &amp; B</title><body class="c"><h1>Hi</h1><p>One<br/>two</p><script>evil()</script>';
  expect(textOfHtml(html)).toEqual({ title: 'A & B', text: 'Hi\nOne\ntwo' });
});

// Of each there was no text, or next to none.
it.each([
  ['leaves out where its head ends', '<head><title>T</title><style>x{}</style><body><p>Text</p></body>'],
  ['leaves out where its head ends and its body begins', '<head><title>T</title><p>Text</p>'],
  ['has an element whose name begins like another', '<title>T</title><nav-bar></nav-bar><p>Text</p>'],
  ['has a drawing that ends in its first tag', '<title>T</title><svg class="icon" /><p>Text</p>'],
  ['has the beginning of a comment in a script', '<title>T</title><script>a = "<!--"</script><p>Text</p>'],
  [
    'tells in its head the way to it',
    '<head><meta content="Home > <b>Cars</b>"><title>T</title></head><p>Text</p>',
  ],
  ['has another title before its own', '<svg><title>Icon</title></svg><title>T</title><p>Text</p>'],
])('is there of a page that %s', (_, html) => {
  expect(textOfHtml(html)).toEqual({ title: 'T', text: 'Text' });
});

// Were each piece looked for to the end of the page, this would take a minute; so it takes a fraction of a second.
it.each([
  ['<', 'as it is'],
  ['<title', 'as it is'],
  ['<p ', 'as it is'],
  ['&a', 'as it is'],
  ['<!--', 'not at all'],
  ['<svg>', 'not at all'],
  ['<svg /', 'not at all'],
  ['<meta a="', 'not at all'],
  ['<meta a=\'"', 'not at all'],
])(
  'shows what never ends, and takes no longer for it: %s, %s',
  (piece, shown) => {
    const html = piece.repeat(2 ** 18 / piece.length);
    const { title, text } = textOfHtml(html);
    expect(title).toBe('');
    // Not by `toBe`, which would print all of it.
    expect(text === (shown === 'as it is' ? html.trim() : '')).toBe(true);
  },
  5_000,
);
