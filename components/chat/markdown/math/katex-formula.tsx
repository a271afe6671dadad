import katex from 'katex';
import 'katex/dist/katex.min.css';
import './katex-loaded.css';
import { InlineScrollArea } from '@/components/ui/scroll-area';
import { type FormulaProps, PlainFormula } from './formula';
import { InlineFormula } from './inline-formula';

/** A derivation of more than 30 lines. Each is rendered in one go, and a matrix comes to 300 times its length. */
const LONGEST = 3_000;

/**
 * What defines a macro, and KaTeX's own commands (`\df@tag`), which do so too. KaTeX counts expansions, but not what they
 * expand to: a few thousand characters would be rendered for minutes.
 */
const DEFINES = /\\(?:(?:[egx]?def|let|futurelet|(?:re)?newcommand|providecommand)(?![A-Za-z])|[A-Za-z]*@)/;

const LIMITS = {
  // No links, no images, no classes or styles of the model's choice.
  trust: false,
  // No loops, and nothing is larger than the page, in em; what is below zero is not limited by it.
  maxExpand: 200,
  maxSize: 20,
  // What KaTeX doesn't know is shown as it was written, and is no warning in the console.
  throwOnError: false,
  errorColor: 'currentColor',
  strict: false,
} as const;

/** What the model wrote has its quotes escaped, and is none. */
const STYLE = /style="([^"]*)"/g;
const SIZE_EM = /:-?([\d.e+]+)em/g;

/** A formula as KaTeX renders it, with MathML for screen readers. */
export default function KatexFormula({ tex, isDisplay }: FormulaProps) {
  const mayRender = tex.length <= LONGEST && !DEFINES.test(tex);
  const html = mayRender ? htmlOf(tex, isDisplay) : undefined;
  if (html === undefined) return <PlainFormula tex={tex} isDisplay={isDisplay} />;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX makes it, and escapes all that the model wrote
  const formula = <span dir="ltr" dangerouslySetInnerHTML={{ __html: html }} />;
  return isDisplay ? (
    <InlineScrollArea label="Formula" className="overflow-x-auto py-1">
      {formula}
    </InlineScrollArea>
  ) : (
    // It is measured once it is there: another one is another element.
    <InlineFormula key={html}>{formula}</InlineFormula>
  );
}

/** Nothing when KaTeX itself fails on it, or makes it larger than its text has any need for. */
function htmlOf(tex: string, displayMode: boolean): string | undefined {
  try {
    const html = katex.renderToString(tex, { ...LIMITS, displayMode });
    // An em for each character is more than the rows of a formula take.
    return hasSizeAbove(LIMITS.maxSize + tex.length, html) ? undefined : html;
  } catch {
    return undefined;
  }
}

function hasSizeAbove(mostEm: number, html: string): boolean {
  const styles = [...html.matchAll(STYLE)].map(([, style = '']) => style);
  return styles.some((style) => [...style.matchAll(SIZE_EM)].some(([, em]) => Number(em) > mostEm));
}
