import { describe, expect, it } from 'vitest';
import { parseTheme, themeClass } from './theme';

describe('the theme', () => {
  it('is the one that was chosen', () => {
    expect(parseTheme('dark')).toBe('dark');
    expect(themeClass('dark')).toBe('dark');
  });

  it('is the system’s when none was chosen, or the cookie is not ours', () => {
    expect([parseTheme(undefined), parseTheme('"><script>')]).toEqual(['system', 'system']);
    expect(themeClass('system')).toBeUndefined();
  });
});
