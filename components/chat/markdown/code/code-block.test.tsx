import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { CodeBlock } from './code-block';

// On a phone, it was pushed out of the block. Nothing is laid out here: these are what the browser goes by.
it('leaves the button that copies in its place, however long the language is called', () => {
  const html = renderToStaticMarkup(<CodeBlock language={'json'.repeat(50)} code="{}" isGrowing={false} />);
  expect(html).toMatch(/<span class="[^"]*\bmin-w-0 truncate\b[^"]*">json/);
  expect(html).toMatch(/<button [^>]*class="[^"]*\bshrink-0\b/);
});
