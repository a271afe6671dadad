import katex from 'katex';
import 'katex/dist/katex.min.css';
import './katex-loaded.css';
import { InlineScrollArea } from '@/components/ui/scroll-area';
import { type FormulaProps, PlainFormula } from './formula';

/** No formula that anybody reads is longer, and each is rendered in one go. */
const LONGEST = 5_000;

const LIMITS = {
  // No links, no images, no classes or styles of the model's choice.
  trust: false,
  // A macro can't be made to grow without end, and nothing becomes larger than the page.
  maxExpand: 200,
  maxSize: 20,
  // What KaTeX doesn't know is shown as it was written, and is no warning in the console.
  throwOnError: false,
  errorColor: 'currentColor',
  strict: false,
} as const;

/** A formula as KaTeX renders it, with MathML for screen readers. */
export default function KatexFormula({ tex, isDisplay }: FormulaProps) {
  const html = tex.length <= LONGEST ? htmlOf(tex, isDisplay) : undefined;
  if (html === undefined) return <PlainFormula tex={tex} isDisplay={isDisplay} />;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX makes it, and escapes all that the model wrote
  const formula = <span dir="ltr" dangerouslySetInnerHTML={{ __html: html }} />;
  return isDisplay ? (
    <InlineScrollArea className="overflow-x-auto py-1">{formula}</InlineScrollArea>
  ) : (
    formula
  );
}

/** Nothing when KaTeX itself fails on it. */
function htmlOf(tex: string, displayMode: boolean): string | undefined {
  try {
    return katex.renderToString(tex, { ...LIMITS, displayMode });
  } catch {
    return undefined;
  }
}
