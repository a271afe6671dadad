import type { Expected, MatrixRow } from './matrix';

/** The matrix as the table of `docs/matrix.md`. */
export function matrixTable(rows: readonly MatrixRow[]): string {
  const lines = rows.map(({ what, only, streaming, blocking }) => {
    const where = only ? ` (${only.mark})` : '';
    return `| ${what}${where} | ${cell(streaming)} | ${cell(blocking)} |`;
  });
  return ['| what happens | streaming | blocking |', '|---|---|---|', ...lines].join('\n');
}

function cell(expected: Expected | undefined): string {
  if (!expected) return '–';
  return expected.map(([bill, ending]) => (ending ? `${bill}; ${ending}` : bill)).join(' + ');
}
