/** A row of a file, and the line that it begins on: the first is 1. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/**
 * Reads CSV by RFC 4180: quotes around a cell, doubled within one, lines that end in CRLF, LF or CR, and the mark that
 * spreadsheets put at the beginning. Empty lines are left out, but counted.
 */
export function parseCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 1;
  let row: CsvRow = { line, cells: [] };
  // A cell, quoted or plain, and what ends it.
  for (const [whole, quoted, plain = '', end] of text.replace(/^\uFEFF/, '').matchAll(CELL)) {
    row.cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.match(LINE_END)?.length ?? 0;
    if (end === ',') continue;
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row);
    row = { line, cells: [] };
  }
  return rows;
}

const CELL = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n?|\n|$)/g;
const LINE_END = /\r\n?|\n/g;
