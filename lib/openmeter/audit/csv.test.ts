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
    expect(parseCsv(csv)).toEqual(rows);
  });

  it('reads what the app writes', () => {
    const cells = ['gpt-5', 'a "b", c', 'two\nlines', ''];
    expect(parseCsv(csvLine(cells) + csvLine(cells))).toEqual([cells, cells]);
  });
});
