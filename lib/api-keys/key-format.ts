import { createHash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/*
 * A key looks like `tt_live_<public id>_<secret><checksum>`, all of it base62.
 *
 * The public id finds the row, and may be shown. 33 characters of secret are 196 random bits. The checksum, CRC-32 of all
 * before it, lets a mistyped key be refused without asking the database, and a scanner tell a key from other text; the
 * same idea as https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/.
 */
const PREFIX = 'tt_live_';
const PUBLIC_ID_LENGTH = 12;
const SECRET_LENGTH = 33;
const CHECKSUM_LENGTH = 6;
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const FORMAT = new RegExp(
  `^${PREFIX}([0-9A-Za-z]{${PUBLIC_ID_LENGTH}})_[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`,
);

export interface NewKey {
  /** The whole key, to be shown once. */
  key: string;
  publicId: string;
  /** What is stored of it. */
  hash: string;
}

/** Makes a key that nobody has had before. */
export function newKey(): NewKey {
  const publicId = randomText(PUBLIC_ID_LENGTH);
  const unchecked = `${PREFIX}${publicId}_${randomText(SECRET_LENGTH)}`;
  const key = unchecked + checksum(unchecked);
  return { key, publicId, hash: hashKey(key) };
}

/** The public id of a key that is well formed and has the right checksum; undefined for any other text. */
export function publicIdOf(key: string): string | undefined {
  const publicId = FORMAT.exec(key)?.[1];
  return checksum(key.slice(0, -CHECKSUM_LENGTH)) === key.slice(-CHECKSUM_LENGTH) ? publicId : undefined;
}

/** SHA-256 in hexadecimal. No salt and no slow hash: 196 random bits can't be guessed. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** How a key is named where it may be seen: `tt_live_4fG7kQ2mZx1A_…`. */
export function maskedKey(publicId: string): string {
  return `${PREFIX}${publicId}_…`;
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = BASE62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

function randomText(length: number): string {
  return Array.from({ length }, () => BASE62.charAt(randomInt(62))).join('');
}
