import { expect, it } from 'vitest';
import { isComposing } from './is-composing';

const key = (isComposing: boolean, keyCode: number) => ({ nativeEvent: { isComposing, keyCode } });

it('knows a key that is for an input method, also in Safari, which says so only by its code', () => {
  expect(isComposing(key(true, 13))).toBe(true);
  expect(isComposing(key(false, 229))).toBe(true);
  expect(isComposing(key(false, 13))).toBe(false);
});
