import { describe, expect, it } from 'vitest';
import { csvLine, csvResponse } from './csv';

describe('a line of CSV', () => {
  it('quotes what would break it', () => {
    expect(csvLine(['a,b', 'say "hi"', 'two\nlines', 'plain'])).toBe(
      '"a,b","say ""hi""","two\nlines",plain\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('never lets a spreadsheet run %j', (text) => {
    expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
  });

  // Where a comma is for decimals, Excel parts cells by semicolons, and takes quotes amid one for text.
  it.each([
    ['a;=1', "a;'=1"],
    ['a;"=1";b', '"a;\'""=1"";b"'],
    ['a\n=1', '"a\n\'=1"'],
    ['a\t-1', "a\t'-1"],
    ['\t=1', "'\t'=1"],
  ])('never lets a spreadsheet run %j, whatever it takes for the end of a cell', (text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`);
  });

  it('leaves text alone that only looks a little like a formula', () => {
    expect(csvLine(['gpt-5 + x', 'a=b; c', 'me@home'])).toBe('gpt-5 + x,a=b; c,me@home\r\n');
  });

  it('leaves numbers alone, the negative ones too', () => {
    expect(csvLine([{ number: '-0.5' }, { number: '12' }])).toBe('-0.5,12\r\n');
  });
});

describe('a CSV file', () => {
  it('is sent line by line, and asks for no more lines when the reader leaves', async () => {
    let asked = 0;
    let ended = false;
    async function* lines() {
      try {
        for (;;) {
          asked += 1;
          yield csvLine([{ number: String(asked) }]);
        }
      } finally {
        ended = true;
      }
    }
    const response = await csvResponse(lines(), 'usage.csv');
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="usage.csv"');
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe('1\r\n');
    await reader?.cancel();
    expect(ended).toBe(true);
    expect(asked).toBeLessThan(5);
  });

  it('is not begun where its first line can’t be read', async () => {
    const lines = { next: () => Promise.reject(new Error('The database is away.')) };
    await expect(csvResponse(lines, 'usage.csv')).rejects.toThrow('The database is away.');
  });
});
