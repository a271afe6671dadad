import { describe, expect, it } from 'vitest';
import { cleanTitle } from './clean-title';

describe('a title that a model wrote', () => {
  it.each([
    ['Tokens explained', 'Tokens explained'],
    ['"Tokens explained."', 'Tokens explained'],
    ['**Title: Tokens**', 'Tokens'],
    ['Title: Tokens explained\n\nI chose this because…', 'Tokens explained'],
    ['  Was   ist ein Token?  ', 'Was ist ein Token?'],
  ])('is its first line without ornaments: %j', (answer, title) => {
    expect(cleanTitle(answer)).toBe(title);
  });

  it('is cut at a word when it is no title but a paragraph', () => {
    const title = cleanTitle('word '.repeat(100));
    expect(title.length).toBeLessThanOrEqual(61);
    expect(title).toMatch(/^(word )+word…$/);
  });

  it('is cut between characters, not inside one', () => {
    expect(cleanTitle(`a${'🐳'.repeat(100)}`)).toBe(`a${'🐳'.repeat(29)}…`);
  });

  it('is empty when the model said nothing', () => {
    expect(cleanTitle(' \n"" ')).toBe('');
  });
});
