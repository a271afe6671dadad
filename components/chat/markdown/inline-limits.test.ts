import type { Nodes } from 'mdast';
import remarkCjkFriendly from 'remark-cjk-friendly/parseOnly';
import remarkCjkFriendlyStrikethrough from 'remark-cjk-friendly-gfm-strikethrough/parseOnly';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, it } from 'vitest';
import { remarkInlineLimits } from './inline-limits';

const parse = (markdown: string) =>
  unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkCjkFriendly)
    .use(remarkCjkFriendlyStrikethrough)
    .use(remarkInlineLimits)
    .parse(markdown);

function nodesOf(root: Nodes, type: Nodes['type']): Nodes[] {
  const below = 'children' in root ? root.children.flatMap((child) => nodesOf(child, type)) : [];
  return root.type === type ? [root, ...below] : below;
}

function textOf(node: Nodes): string {
  if ('children' in node) return node.children.map(textOf).join('');
  return 'value' in node ? node.value : '';
}

// At each of these micromark looks back through all before: 10,000 took many seconds.
it.each([
  ['words in bold', 'strong', '**a** '],
  ['words in bold with no spaces', 'strong', '**注：**这'],
  ['words that are crossed out', 'delete', '~~a~~ '],
  ['links', 'link', '[a](b) '],
] as const)('of 10,000 %s in one paragraph, the last are shown as they were written', (_, type, piece) => {
  const root = parse(piece.repeat(10_000));
  const rendered = nodesOf(root, type).length;
  expect(rendered).toBeGreaterThan(300);
  expect(rendered).toBeLessThan(2_000);
  const written = textOf(root).slice(-piece.length * 5_000);
  expect(written).toBe(`${piece.repeat(5_000).trimEnd()}`.padStart(written.length));
});

it('leaves the lines of a paragraph that is too long apart', () => {
  const root = parse('**a**\n'.repeat(3_000));
  expect(textOf(root).split('\n')).toHaveLength(3_000);
});

it('counts each paragraph, item and cell by itself', () => {
  const count = 1_500;
  const list = parse('- **a** *b*\n'.repeat(count));
  expect([nodesOf(list, 'strong').length, nodesOf(list, 'emphasis').length]).toEqual([count, count]);
  const table = parse(`|a|b|\n|-|-|\n${'|**a**|*b*|\n'.repeat(count)}`);
  expect([nodesOf(table, 'strong').length, nodesOf(table, 'emphasis').length]).toEqual([count, count]);
  const paragraphs = parse('**a**\n\n'.repeat(count));
  expect(nodesOf(paragraphs, 'strong')).toHaveLength(count);
});

// Each was read to the end of the paragraph.
it('looks for the ends of the first comments of a paragraph only', () => {
  expect(nodesOf(parse(`a ${'<!-- b --> <? c ?> '.repeat(10)}`), 'html')).toHaveLength(20);
  const many = parse(`a ${'<!-- b --> '.repeat(1_000)}`);
  expect(nodesOf(many, 'html')).toHaveLength(20);
  expect(textOf(many).match(/<!-- b -->/g)).toHaveLength(1_000);
});
