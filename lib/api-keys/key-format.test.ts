import { describe, expect, it } from 'vitest';
import { hashKey, maskedKey, newKey, publicIdOf } from './key-format';

describe('an API key', () => {
  it('has its public id, its secret and its checksum in one text', () => {
    const { key, publicId, hash } = newKey();
    expect(key).toMatch(/^tt_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{39}$/);
    expect(publicIdOf(key)).toBe(publicId);
    expect(hash).toBe(hashKey(key));
  });

  it('is another one each time', () => {
    const keys = Array.from({ length: 100 }, () => newKey());
    expect(new Set(keys.map(({ key }) => key)).size).toBe(100);
    expect(new Set(keys.map(({ publicId }) => publicId)).size).toBe(100);
  });

  it('is known for wrong when any one character of it is', () => {
    const { key } = newKey();
    for (let at = 0; at < key.length; at++) {
      const wrong = key.charAt(at) === 'x' ? 'y' : 'x';
      expect(publicIdOf(key.slice(0, at) + wrong + key.slice(at + 1))).toBeUndefined();
    }
  });

  it.each(['', 'tt_live_', 'sk-proj-abc', `${newKey().key} `, `x${newKey().key}`, newKey().key.slice(0, -1)])(
    'is not %j',
    (text) => {
      expect(publicIdOf(text)).toBeUndefined();
    },
  );

  it('shows nothing of its secret where it may be seen', () => {
    const { key, publicId } = newKey();
    expect(key.startsWith(maskedKey(publicId).slice(0, -1))).toBe(true);
    expect(maskedKey(publicId)).toBe(`tt_live_${publicId}_…`);
  });
});
