import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitBlocks } from './split-blocks';

const textsOf = (markdown: string) => splitBlocks(markdown).blocks.map(({ text }) => text);
const definitionsIn = (markdown: string) => [...splitBlocks(markdown).definitions];

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
    ['a fence that contains one further in', '```py\n"""\n    ```\n\n    a\n    ```\n"""\n```\n'],
    ['a fence that contains a shorter fence', '````md\n```\n\n```\n\ntext\n````\n'],
    ['a formula', '\\[\na\n+ b\n\\]'],
    ['code within a list', '- one\n  ```\n  a\n\n  b\n  ```\n'],
    ['a list with blank lines between its items', '1. one\n\n2. two\n\n3. three\n'],
    ['such a list right under a line of text', 'Steps:\n1. one\n\n1. two\n\n1. three\n'],
    ['such a list under its title', '## Steps\n- one\n\n- two\n'],
    ['a list item with a second paragraph', '- one\n\n  still one\n\n- two\n'],
    ['a text with footnotes', 'See.[^1]\n\nMore.\n\n[^1]: There.'],
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
      '\\[',
      'a \\]',
      '[a]: b',
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
    for (const { start, text } of splitBlocks(markdown).blocks)
      expect(markdown.startsWith(text, start)).toBe(true);
    expect(splitBlocks(markdown).blocks).toHaveLength(3);
  });

  it('cuts before a list that comes after what is only code', () => {
    const code = 'Text:\n  ```\n- one\n  ```\n\n';
    expect(textsOf(`${code}- two\n`)).toEqual([code, '- two\n']);
  });

  it.each([
    ['code', 'Text:\n```ts\nlet a\n```\nMore.', ['markdown', 'code', 'markdown']],
    ['code without an end', 'Text:\n~~~\nlet a', ['markdown', 'code']],
    ['a formula', 'So\n\\[\na = b\n\\]\nand\n$$ c $$\n', ['markdown', 'formula', 'markdown', 'formula']],
    ['code after what is no formula', '$$ for nothing\n```\na\n```', ['markdown', 'code']],
  ])('cuts around %s at the margin', (_, markdown, kinds) => {
    expect(splitBlocks(markdown).blocks.map(({ kind }) => kind)).toEqual(kinds);
    expect(textsOf(markdown).join('')).toBe(markdown);
  });

  it.each([
    ['code in a line', '```let a``` is code.'],
    ['a formula in a line', '$$a$$ and \\[b\\] are formulas.'],
    ['a formula without an end', '\\[ a'],
    ['a formula with a blank line', '$$\na\n'],
    ['classes of prices', '$$ is cheap\n$$$ is dear, so is $$$\n'],
    ['code in a list', '- ```\n  a\n  ```'],
  ])('leaves %s to the parser', (_, markdown) => {
    expect(splitBlocks(markdown).blocks.map(({ kind }) => kind)).toEqual(['markdown']);
  });

  it('knows the links that are defined anywhere, but not in code', () => {
    const markdown = 'See [it].\n\n```ts\n[key: string]: number\n```\n\n[it]: https://example.com\n';
    expect(definitionsIn(markdown)).toEqual([['IT', '[it]: https://example.com\n']]);
    expect(textsOf(markdown)).toHaveLength(4);
  });

  it.each([
    ['[it]: https://example.com "It (all)"', true],
    ["[it]: <https://example.com/a b>   'It'", true],
    ['  [it]: /path (It)', true],
    ['[it]: b', true],
    // They were appended to every block with a bracket.
    ['[Alice]: Hello there, Bob.', false],
    ['[Note]: see "this" and that', false],
    ['[it]: https://example.com "It" and more', false],
    ['[it]: <https://example.com', false],
    ['[ ]: b', false],
  ])('tells a definition from what only looks like one: %j', (line, isDefinition) => {
    const found = definitionsIn(`See [it].\n\n${line}  \n`);
    expect(found.map(([, definition]) => definition)).toEqual(isDefinition ? [`${line}\n`] : []);
  });

  it('takes the first of several definitions, also where it is told by another case', () => {
    expect(definitionsIn('[It]: /a\n[it]: /b')).toEqual([['IT', '[It]: /a\n']]);
  });

  it('leaves finished blocks as they are while text is added', () => {
    const reply =
      'One.\n\n```ts\nlet a\n\nlet b\n```\n\n- x\n\n- y\n\nTwo:\n\\[\na\n\\]\n\n[it]: https://example.com\n\nThree.';
    for (let length = 1; length < reply.length; length++) {
      const before = splitBlocks(reply.slice(0, length)).blocks.slice(0, -1);
      expect(splitBlocks(reply).blocks.slice(0, before.length)).toEqual(before);
    }
  });
});
