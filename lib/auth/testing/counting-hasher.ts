import type { PasswordHasher } from '../password-hasher';

/** A hasher that is quick and keeps a list of what it was asked: how much work an answer took, without a clock. */
export function countingHasher(): PasswordHasher & { work: string[] } {
  const work: string[] = [];
  const seal = (password: string) => `hash of ${password}`;
  return {
    work,
    async hash(password) {
      work.push('hash');
      return seal(password);
    },
    async verify(hash, password) {
      work.push('verify');
      return hash === seal(password);
    },
    async decoy() {
      return 'a decoy';
    },
  };
}
