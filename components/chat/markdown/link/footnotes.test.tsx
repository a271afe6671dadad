import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import Markdown from '../markdown';

const REPLY = 'One.[^a] Two.[^ä] One again.[^a]\n\n[^a]: A.\n[^ä]: B.';

const valuesOf = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => value);

describe('the footnotes of two replies on a page', () => {
  const html = renderToStaticMarkup(
    <>
      <Markdown>{REPLY}</Markdown>
      <Markdown>{REPLY}</Markdown>
    </>,
  );
  const ids = valuesOf(html, 'id');

  it('share no id', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  // The way back led nowhere.
  it('are reached from each mark, and lead back to it', () => {
    const addresses = valuesOf(html, 'href');
    expect(new Set(addresses).size).toBe(10);
    expect(addresses.filter((address) => !ids.includes(address?.slice(1)))).toEqual([]);
  });

  it('have a name on the way back, and say of a mark what it is', () => {
    expect(valuesOf(html, 'aria-label').slice(0, 3)).toEqual([
      'Back to reference 1',
      'Back to reference 1-2',
      'Back to reference 2',
    ]);
    const headings = [...html.matchAll(/<h2[^>]* id="([^"]*)"[^>]*>Footnotes</g)].map(([, id]) => id);
    expect(headings).toHaveLength(2);
    expect([...new Set(valuesOf(html, 'aria-describedby'))]).toEqual(headings);
  });
});
