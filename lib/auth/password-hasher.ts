import { hash, verify } from '@node-rs/argon2';

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
  /** A hash that no password fits, to compare with where there is no account. */
  decoy(): Promise<string>;
}

/**
 * Argon2id (the library's default algorithm) with OWASP's least settings: 19 MiB, two passes, one lane.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoyHash: Promise<string> | undefined;

export const argon2id: PasswordHasher = {
  hash: (password) => hash(password, settings),
  verify: (hashed, password) => verify(hashed, password),
  decoy() {
    decoyHash ??= hash(crypto.randomUUID(), settings);
    return decoyHash;
  },
};
