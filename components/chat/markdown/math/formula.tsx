import { lazy, Suspense } from 'react';

export interface FormulaProps {
  tex: string;
  /** Whether it stands on a line of its own. */
  isDisplay: boolean;
}

/** KaTeX is as large as all the rest of a chat. If it can't be loaded, the formula stays readable as it was written. */
const load = () => import('./katex-formula').catch(() => ({ default: PlainFormula }));
const KatexFormula = lazy(load);

/** Fetches what renders formulas, before the first one is finished. */
export function preloadFormulas(): void {
  void load();
}

/** A formula in TeX, rendered by code that is loaded when first needed. */
export function Formula(props: FormulaProps) {
  return (
    <Suspense fallback={<PlainFormula {...props} />}>
      <KatexFormula {...props} />
    </Suspense>
  );
}

/** The formula as it was written. */
export function PlainFormula({ tex }: FormulaProps) {
  return <code dir="ltr">{tex}</code>;
}
