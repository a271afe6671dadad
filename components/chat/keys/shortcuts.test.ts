import { describe, expect, it } from 'vitest';
import { shortcutOf } from './shortcuts';

const key = (
  key: string,
  held: Partial<Record<'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey', boolean> & { code: string }> = {},
) => ({
  key,
  code: '',
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const elsewhere = { isTyping: false, hasSingleKeys: true, isApple: false };
const inField = { ...elsewhere, isTyping: true };

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
    // Firefox opens its console with it.
    [key('K', { ctrlKey: true, shiftKey: true }), undefined],
    [key('?', { shiftKey: true }), 'shortcuts'],
    [key('/'), 'compose'],
    [key('k'), undefined],
    [key('/', { ctrlKey: true }), undefined],
  ])('is heard outside of text fields', (event, shortcut) => {
    expect(shortcutOf(event, elsewhere)).toBe(shortcut);
  });

  it('is a character where somebody types, but for the palette', () => {
    expect(shortcutOf(key('?'), inField)).toBeUndefined();
    expect(shortcutOf(key('/'), inField)).toBeUndefined();
    expect(shortcutOf(key('k', { ctrlKey: true }), inField)).toBe('palette');
  });

  // The palette opened, and what follows in the line stayed.
  it('leaves Ctrl K to a field on a Mac, but not ⌘ K', () => {
    const onMac = { ...inField, isApple: true };
    expect(shortcutOf(key('k', { ctrlKey: true }), onMac)).toBeUndefined();
    expect(shortcutOf(key('k', { metaKey: true }), onMac)).toBe('palette');
    expect(shortcutOf(key('k', { ctrlKey: true }), { ...onMac, isTyping: false })).toBe('palette');
  });
});
