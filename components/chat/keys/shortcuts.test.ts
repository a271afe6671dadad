import { describe, expect, it } from 'vitest';
import { shortcutOf } from './shortcuts';

const key = (key: string, held: Partial<Record<'metaKey' | 'ctrlKey' | 'altKey', boolean>> = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  ...held,
});

describe('a shortcut', () => {
  it.each([
    [key('k', { metaKey: true }), 'palette'],
    [key('K', { ctrlKey: true }), 'palette'],
    [key('?'), 'shortcuts'],
    [key('/'), 'compose'],
    [key('k'), undefined],
    [key('/', { ctrlKey: true }), undefined],
  ])('is heard outside of text fields', (event, shortcut) => {
    expect(shortcutOf(event, false)).toBe(shortcut);
  });

  it('is a character where somebody types, but for the palette', () => {
    expect(shortcutOf(key('?'), true)).toBeUndefined();
    expect(shortcutOf(key('/'), true)).toBeUndefined();
    expect(shortcutOf(key('k', { metaKey: true }), true)).toBe('palette');
  });
});
