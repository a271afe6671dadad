import { describe, expect, it } from 'vitest';
import { csvLine } from '@/lib/billing/export/csv';
import { parseCsv } from './csv';

describe('parseCsv', () => {
  it.each([
    [
      'plain cells',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['quotes around commas, lines and quotes', '"a,b","c\r\nd","e ""f"""\r\n', [['a,b', 'c\r\nd', 'e "f"']]],
    [
      'empty cells',
      ',\n"",x,\n',
      [
        ['', ''],
        ['', 'x', ''],
      ],
    ],
    [
      'the mark of a spreadsheet and lines of old Macs',
      '\uFEFFa,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'empty lines, which are left out',
      'a,b\n\n\r\n1,2\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a quote that is none, as it is', 'a"b,"c\n', [['a"b', '"c']]],
    ['nothing', '', []],
  ])('reads %s', (_, csv, rows) => {
    expect(cellsOf(csv)).toEqual(rows);
  });

  it('reads what the app writes', () => {
    const cells = ['gpt-5', 'a "b", c', 'two\nlines', ''];
    expect(cellsOf(csvLine(cells) + csvLine(cells))).toEqual([cells, cells]);
  });

  it.each(['\n', '\r\n', '\r'])('says which line each row begins on, where lines end in %j', (end) => {
    const csv = ['a,b', '', '"two', 'lines",1', '', '', 'last,2'].join(end);
    expect(parseCsv(csv).map(({ line, cells }) => [line, cells.at(-1)])).toEqual([
      [1, 'b'],
      [3, '1'],
      [7, '2'],
    ]);
  });

  function cellsOf(csv: string): string[][] {
    return parseCsv(csv).map(({ cells }) => cells);
  }
});
