import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { MarkdownText } from '../markdown-text';
import { definitionsOf, labelOf } from './definitions';

const definitionsFor = (labels: string[]) =>
  new Map(labels.map((label) => [labelOf(label), `[${label}]: https://example.com/a\n`]));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

describe('the definitions that a text is given', () => {
  it.each([
    ['See [it].', 'it'],
    ['See [this][it] and [it][].', 'it'],
    ['![It]', 'it'],
    ['[![that][it]](/a)', 'it'],
    ['[ the\n  Thing\t]', 'the thing'],
    ['> [the\n> thing]', 'the thing'],
    ['[STRASSE ẞ]', 'strasse ß'],
    ['[a\\]b]', 'a\\]b'],
    ['\\\\[it]', 'it'],
    ['[ [it]', 'it'],
  ])('are of the labels that stand in it: %j names %j', (text, label) => {
    const definitions = definitionsFor([label, 'other']);
    expect(definitionsOf([text], definitions)).toEqual([`[${label}]: https://example.com/a\n`]);
  });

  it.each(['it', '[', '[it', 'it]', '\\[it]', '[ it is ]', '(it)'])('are none for %j', (text) => {
    expect(definitionsOf([text], definitionsFor(['it']))).toEqual(['']);
  });

  it('are each of those once, for each text', () => {
    const [one, two] = numbers(2).map((number) => `[${number}]: https://example.com/a\n`);
    expect(definitionsOf(['[1] [0] [1]', '[0]'], definitionsFor(numbers(9)))).toEqual([`${two}${one}`, one]);
  });

  // A reply with tens of sources was parsed for a second; one made for it, for minutes.
  it.each([
    ['many names', numbers(1_000), ''],
    ['long definitions', numbers(100), 'a'.repeat(10_000)],
  ])('are no more than a server can parse while others wait, of %s in many texts', (_, labels, address) => {
    const definitions = new Map(labels.map((label) => [label, `[${label}]: /${address}\n`]));
    const text = labels.map((label) => `[${label}]`).join('');
    const given = definitionsOf(Array<string>(100).fill(text), definitions);
    expect(given[0]).not.toBe('');
    expect(given.join('').length).toBeLessThanOrEqual(200_000);
    expect(given.join('').split('\n').length).toBeLessThanOrEqual(2_001);
  });

  it('are all that change how it looks', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '\\',
      '`',
      '!',
      'a',
      'A',
      ' ',
      '\n',
      '\n> ',
      '(',
      ')',
      '\n- ',
      'b',
    );
    const definitions = definitionsFor(['a', 'b', 'a b', 'a\\[b', 'a\\]', 'a`b', '`a`', '!a', '(a)']);
    const all = [...definitions.values()].join('');
    const html = (text: string, given: string) =>
      renderToStaticMarkup(<MarkdownText text={text} definitions={given} isGrowing={false} />);
    fc.assert(
      fc.property(fc.array(piece, { minLength: 3, maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        // No definition is seen after code without an end.
        fc.pre(!text.includes('```'));
        expect(html(text, definitionsOf([text], definitions)[0] ?? '')).toBe(html(text, all));
      }),
    );
  });
});
