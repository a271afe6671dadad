import type { Nodes } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { DISPLAY_CLASS, remarkInlineMath } from './inline-math';

/** The formulas of a text in TeX; those on a line of their own with a mark. */
function formulasIn(markdown: string): string[] {
  return formulasOf(unified().use(remarkParse).use(remarkInlineMath).parse(markdown));
}

function formulasOf(node: Nodes): string[] {
  if ('children' in node) return node.children.flatMap(formulasOf);
  const classes = node.data?.hProperties?.className;
  if (node.type !== 'inlineCode' || !Array.isArray(classes)) return [];
  return [classes.includes(DISPLAY_CLASS) ? `display ${node.value}` : node.value];
}

describe('a formula in a text', () => {
  it.each([
    ['so \\(a_1 * b_2 * c\\) is', ['a_1 * b_2 * c']],
    ['so \\[ a = b \\] is', ['display a = b']],
    ['so $a$, $$b$$.', ['a', 'display b']],
    ['**so $a$**', ['a']],
    ['> so \\(a\n> b\\)', ['a\nb']],
    ['$\\$5$', ['\\$5']],
    ['\\(a \\\\) b\\)', ['a \\\\) b']],
    ['($x$)', ['x']],
    ['so\n$$\na\n= b\n$$\n', ['display a\n= b']],
    ['- so ($$a$$), $$(b)$$', ['display a', 'display (b)']],
  ])('is read in %j', (markdown, formulas) => {
    expect(formulasIn(markdown)).toEqual(formulas);
  });

  it.each([
    'It costs $5 and $10.',
    'From $5–$10, or US$3 and AU$4.',
    'between $5/$6',
    '$HOME/bin:$PATH and $ x $',
    'A lot of $$$$.',
    'Lucia ($$), Nopa ($$$), and Zuni ($$).',
    'Nopa: $$ | Zuni: $$$',
    'Lucia $$, Nopa $$; Zuni $$.',
    '`\\(a\\)` and `$a$`',
    '\\(a',
    '$a',
    '$$a',
    '\\$a$',
  ])('is not seen in %j', (markdown) => {
    expect(formulasIn(markdown)).toEqual([]);
  });

  it('is read again after one that nothing closes, where it has other brackets', () => {
    expect(formulasIn('\\(a \\(b \\[c\\] d')).toEqual(['display c']);
    expect(formulasIn('\\(a\n\n\\(b\\)')).toEqual(['b']);
  });

  // Each opening bracket was read to the end of the text: 12,000 characters took four seconds.
  it.each(['\\(a ', '\\[a ', '\\(a \\[b '])('costs no more for many %j that nothing closes', (piece) => {
    const markdown = piece.repeat(5_000);
    let steps = 0;
    unified()
      .use(remarkParse)
      .use(remarkInlineMath)
      .use(function countSteps() {
        const construct = this.data().micromarkExtensions?.[0]?.text?.[92];
        if (!construct || Array.isArray(construct)) throw new Error('Nothing reads a backslash.');
        const { tokenize } = construct;
        construct.tokenize = function (effects, ok, nok) {
          const consume: typeof effects.consume = (code) => {
            steps++;
            effects.consume(code);
          };
          return tokenize.call(this, { ...effects, consume }, ok, nok);
        };
      })
      .parse(markdown);
    expect(steps).toBeGreaterThan(0);
    expect(steps).toBeLessThan(4 * markdown.length);
  });
});
