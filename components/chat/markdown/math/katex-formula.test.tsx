import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import KatexFormula from './katex-formula';

const html = (tex: string) => renderToStaticMarkup(<KatexFormula tex={tex} isDisplay={true} />);

describe('a formula', () => {
  // 5,000 characters of such took more than a minute: KaTeX counts expansions, not what they expand to.
  it.each([
    ['a macro', `\\def\\a{${'x'.repeat(400)}}${'\\a'.repeat(50)}`],
    ['a macro after a row', `1 \\\\\\gdef\\a{${'x'.repeat(400)}}${'\\a'.repeat(50)}`],
    ['a command', `\\newcommand{\\a}{${'x'.repeat(400)}}${'\\a'.repeat(50)}`],
    ['a macro after what looks like one', `\\verb\\x\\\\def\\a{${'x'.repeat(400)}}${'\\a'.repeat(50)}`],
    ['another name', '\\let\\a\\alpha \\a'],
    ['a command of KaTeX’s own', `\\tag{${'x'.repeat(400)}}${'\\df@tag'.repeat(50)}`],
  ])('that defines %s is shown as it was written', (_, tex) => {
    expect(html(tex)).toMatch(/^<code dir="ltr">/);
  });

  it.each(['\\leftarrow', '\\alpha \\\\define', '\\lets', 'a @ b'])(
    'that defines nothing is none of them: %s',
    (tex) => {
      expect(html(tex)).toContain('class="katex"');
    },
  );

  it('is shown as it was written where it is longer than anybody writes', () => {
    const row = 'f(x) &= \\frac{a^2 + b_1}{\\sqrt{c}} \\\\';
    const derivation = (rows: number) => `\\begin{aligned}${row.repeat(rows)}\\end{aligned}`;
    expect(html(derivation(75))).toContain('class="katex"');
    expect(html(derivation(100))).toMatch(/^<code/);
  });

  it('is less than a megabyte, also as the longest matrix', () => {
    const start = '\\begin{matrix}';
    const end = '\\end{matrix}';
    const matrix = start + '1&'.repeat((3_000 - start.length - end.length) / 2) + end;
    expect(html(matrix)).toContain('class="katex"');
    expect(html(matrix).length).toBeLessThan(1_000_000);
  });
});
