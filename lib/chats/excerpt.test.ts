import { describe, expect, it } from 'vitest';
import { excerptAround } from './excerpt';

describe('an excerpt around a part of a word', () => {
  const textOf = (text: string, ...words: string[]) =>
    excerptAround(text, words)
      .map(({ text, isMatch }) => (isMatch ? `[${text}]` : text))
      .join('');

  it('marks all of them, whatever they are made of', () => {
    expect(textOf('a.b C++ (d) A.B axb', 'a.b', 'c++', '(d')).toBe('[a.b] [C++] [(d]) [A.B] axb');
  });

  it('is cut between characters, not inside one', () => {
    expect(textOf(`${'🐳'.repeat(50)}token${'🐳'.repeat(200)}`, 'oke')).toBe(
      `${'🐳'.repeat(39)}t[oke]n${'🐳'.repeat(119)}`,
    );
  });

  it('is the beginning of a text that has none, as far as it was looked into', () => {
    expect(textOf('word '.repeat(100), 'other')).toBe('word '.repeat(24));
  });
});
