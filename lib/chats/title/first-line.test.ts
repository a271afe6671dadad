import { describe, expect, it } from 'vitest';
import { titleOf } from './first-line';

const text = (text: string) => ({ type: 'text' as const, text });
const file = { type: 'file' as const, mediaType: 'image/png', url: 'attachment:1', filename: 'a cat.png' };

describe('the title of a chat that no model has named', () => {
  it('is the first line of what was said, also behind a file', () => {
    expect(titleOf([file, text('\n What  is\ta token?\nAnd why?')])).toBe('What is a token?');
  });

  it('is cut at a word after 80 characters', () => {
    expect(titleOf([text('word '.repeat(100))])).toBe(`${'word '.repeat(15)}word…`);
  });

  it('is the name of the first file where nothing was said', () => {
    expect(titleOf([file])).toBe('a cat.png');
  });
});
