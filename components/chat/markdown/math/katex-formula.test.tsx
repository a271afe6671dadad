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

  // The chat was millions of pixels high: KaTeX limits what is large, but not what is below zero.
  it.each([
    ['\\rule[-999999em]{1em}{1em}'],
    ['\\raisebox{-99999em}{x}'],
    ['\\smash{\\raisebox{-99999em}{x}}'],
    [`\\rule[-${'9'.repeat(30)}em]{1em}{1em}`],
    ['\\begin{matrix}a\\\\[-9999em]b\\end{matrix}'],
    ['a\\hspace{-9999em}b'],
    // Put together by KaTeX only.
    ['\\rule[-9%\n9999em]{1em}{1em}'],
    ['\\rule[-\\TextOrMath{99}{99}\\noexpand99em]{1em}{1em}'],
  ])('is shown as it was written where it is far larger than its text: %s', (tex) => {
    expect(html(tex)).toMatch(/^<code dir="ltr">/);
  });

  it.each([
    '\\rule{1em}{20em}',
    '\\rule[-1em]{1em}{99em}',
    'a\\!b\\raisebox{-2ex}{c}',
    '\\text{height:9999em;}',
    `\\begin{matrix}${'1\\\\'.repeat(900)}\\end{matrix}`,
    `${'1+\\cfrac1{'.repeat(100)}x${'}'.repeat(100)}`,
  ])('is rendered with sizes of its own, and as high as its rows: %s', (tex) => {
    expect(html(tex)).toContain('class="katex"');
  });

  it('is less than a megabyte, also as the longest matrix', () => {
    const start = '\\begin{matrix}';
    const end = '\\end{matrix}';
    const matrix = start + '1&'.repeat((3_000 - start.length - end.length) / 2) + end;
    expect(html(matrix)).toContain('class="katex"');
    expect(html(matrix).length).toBeLessThan(1_000_000);
  });
});
