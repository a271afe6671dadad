import { expect, it } from 'vitest';
import { isCostly } from './costly';

/** Each line goes on with the lists of the one before. */
const stairs = Array.from({ length: 20 }, (_, step) => `${' '.repeat(98 * step)}${'- '.repeat(49)}a\n`);

/** As many rows as columns, each row with its first cell only. GFM fills it up to the width of the head. */
const sparseTable = (size: number, begin = '', end = '\n') =>
  ['|a'.repeat(size), '|-'.repeat(size), ...Array<string>(size).fill('x')]
    .map((line) => `${begin}${line}${end}`)
    .join('');

// A reply of 6,000 signs was parsed for 14 seconds, each time that somebody opened it.
it.each([
  ['quotations', '>'.repeat(50)],
  ['quotations with spaces', ` a\n${'> '.repeat(3_000)}`],
  ['lists', `a\n${'- '.repeat(60)}a`],
  ['numbered lists', '1. '.repeat(50)],
  ['both', '> * '.repeat(30)],
  ['lists in lists of the line before', stairs.join('')],
  ['underlined headings', 'a\n=\n'.repeat(1_000)],
  ['underlined headings in a quotation', '> a\n> ---\n'.repeat(1_000)],
  // 2,400 signs took a second, and with twice as many four.
  ['cells that nobody wrote', sparseTable(400)],
  ['cells that nobody wrote in a list', `- a\n\n${sparseTable(400, '  ')}`],
  ['cells that nobody wrote in a quotation', sparseTable(400, '> ')],
  ['cells that nobody wrote in lines of an old Mac', sparseTable(400, '', '\r')],
  ['cells that nobody wrote, after a smaller table', `|a|b|\n|-|-|\n# c\n${sparseTable(400)}`],
  ['cells that nobody wrote in several tables', `${sparseTable(20)}\n`.repeat(10)],
])('many %s are costly', (_, markdown) => {
  expect(isCostly(markdown)).toBe(true);
});

it.each([
  ['a long list', '- **a**: b\n'.repeat(5_000)],
  ['a long numbered list', Array.from({ length: 5_000 }, (_, index) => `${index}. a\n`).join('')],
  ['a long quotation', '> a\n>\n'.repeat(5_000)],
  ['a big table', `|a|b|\n|-|-|\n${'| > | - |\n'.repeat(5_000)}`],
  ['a wide table', `${'|a'.repeat(400)}\n${'|-'.repeat(400)}\n${`${'|b'.repeat(400)}\n`.repeat(50)}`],
  ['a small table with little in it', sparseTable(20)],
  ['much text after a wide head', `${'|a'.repeat(100)}\n${'|-'.repeat(100)}\n\n${'b\n'.repeat(5_000)}`],
  ['many rules', '- - - - -\na\n'.repeat(5_000)],
  [
    'ten lists in one another',
    Array.from({ length: 10 }, (_, depth) => `${'  '.repeat(depth)}- a\n`).join(''),
  ],
  ['code far to the right', `- a\n  \`\`\`\n${' '.repeat(200)}code\n  \`\`\``],
  ['a rule', '-'.repeat(200)],
  ['many numbers', '1.2.3.'.repeat(1_000)],
])('%s is not', (_, markdown) => {
  expect(isCostly(markdown)).toBe(false);
});
