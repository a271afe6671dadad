import { parseOptions } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { argon2id } from './password-hasher';

describe('argon2id', () => {
  it('recognises the password that it hashed, and no other', async () => {
    const hash = await argon2id.hash('correct horse');
    expect(await argon2id.verify(hash, 'correct horse')).toBe(true);
    expect(await argon2id.verify(hash, 'correct horsf')).toBe(false);
  });

  it('hashes with what OWASP asks for at least, the decoy too', async () => {
    const owasp = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
    for (const hash of [await argon2id.hash('correct horse'), await argon2id.decoy()]) {
      expect(hash).toMatch(/^\$argon2id\$/);
      expect(parseOptions(hash)).toMatchObject(owasp);
    }
  });
});
