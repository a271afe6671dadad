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

  it('shows code as it was written, with its language', () => {
    const rendered = html('```html\n<b>bold</b>\n```');
    expect(rendered).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(rendered).toContain('>html<');
  });
});
