import { describe, expect, it } from 'vitest';
import { hasWords, takesLine } from './model-facts';

describe('the search of models', () => {
  const found = (typed: string) =>
    hasWords('gpt-6-luna', typed, ['GPT-6 Luna', 'Fast and cheap.', takesLine(['text', 'image'])]) === 1;

  it('finds a model by words of its name, its id and what is said of it, in any order', () => {
    expect(found('luna')).toBe(true);
    expect(found('cheap gpt-6')).toBe(true);
    expect(found('LUN ')).toBe(true);
  });

  it('finds a model by what it takes', () => {
    expect(found('images')).toBe(true);
    expect(found('pdf')).toBe(false);
  });

  it('wants all the words', () => {
    expect(found('luna slow')).toBe(false);
  });
});

describe('what a model takes', () => {
  it('is told in words', () => {
    expect(takesLine(['text'])).toBe('takes text');
    expect(takesLine(['text', 'image', 'pdf'])).toBe('takes text, images, PDF');
  });
});
