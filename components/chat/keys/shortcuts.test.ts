import { describe, expect, it } from 'vitest';
import { shortcutOf } from './shortcuts';

const key = (
  key: string,
  held: Partial<Record<'metaKey' | 'ctrlKey' | 'altKey', boolean> & { code: string }> = {},
) => ({
  key,
  code: '',
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  ...held,
});

describe('a shortcut', () => {
  it.each([
    [key('k', { metaKey: true }), 'palette'],
    [key('K', { ctrlKey: true }), 'palette'],
    // Nothing was heard on a keyboard that writes Russian, Greek or Hebrew.
    [key('л', { code: 'KeyK', ctrlKey: true }), 'palette'],
    // Where Dvorak has another letter.
    [key('t', { code: 'KeyK', ctrlKey: true }), undefined],
    [key('k', { code: 'KeyV', ctrlKey: true }), 'palette'],
    [key('л', { code: 'KeyK' }), undefined],
    // What Chrome on Windows reports for a key that an input method takes: the palette opened.
    [key('Process', { code: 'KeyK', ctrlKey: true }), undefined],
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
