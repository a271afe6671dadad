import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitBlocks } from './split-blocks';

const textsOf = (markdown: string) => splitBlocks(markdown).map(({ text }) => text);

describe('splitBlocks', () => {
  it('cuts between paragraphs, headings and lists', () => {
    expect(textsOf('# Title\n\nOne.\n\n- a\n- b\n\nTwo.')).toEqual([
      '# Title\n\n',
      'One.\n\n',
      '- a\n- b\n\n',
      'Two.',
    ]);
  });

  it.each([
    ['code with blank lines', '```ts\nlet a\n\nlet b\n```\n'],
    ['code that is still being written', '```ts\nlet a\n\nlet b'],
    ['a fence that contains a shorter fence', '````md\n```\n\n```\n\ntext\n````\n'],
    ['math on lines of its own', '$$\na\n\nb\n$$\n'],
    ['a list with blank lines between its items', '1. one\n\n2. two\n\n3. three\n'],
    ['a list item with a second paragraph', '- one\n\n  still one\n\n- two\n'],
    ['links that are defined elsewhere', 'See [it].\n\n[it]: https://example.com\n'],
  ])('keeps %s whole', (_, markdown) => {
    expect(textsOf(markdown)).toEqual([markdown]);
  });

  it('never loses or changes a character', () => {
    const line = fc.constantFrom(
      '',
      'text',
      '- item',
      '1. item',
      '  indented',
      '```',
      '````',
      '~~~',
      '$$',
      '| a | b |',
      '# h',
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const markdown = lines.join('\n');
        expect(textsOf(markdown).join('')).toBe(markdown);
      }),
    );
  });

  it('says where each block begins', () => {
    const markdown = 'One.\n\nTwo.\n\nThree.';
    for (const { start, text } of splitBlocks(markdown)) expect(markdown.startsWith(text, start)).toBe(true);
    expect(splitBlocks(markdown)).toHaveLength(3);
  });

  it('leaves finished blocks as they are while text is added', () => {
    const reply = 'One.\n\n```ts\nlet a\n\nlet b\n```\n\n- x\n\n- y\n\nTwo.\n\nThree.';
    for (let length = 1; length < reply.length; length++) {
      const before = splitBlocks(reply.slice(0, length)).slice(0, -1);
      expect(splitBlocks(reply).slice(0, before.length)).toEqual(before);
    }
  });
});
