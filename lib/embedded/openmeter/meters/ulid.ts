import { randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A new ULID: 48 bits of time and 80 of chance in 26 characters, so that ids sort as they were made.
 *
 * Source: https://github.com/ulid/spec
 */
export function newUlid(at: Date): string {
  const bits = (BigInt(at.getTime()) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  let ulid = '';
  for (let shift = 125n; shift >= 0n; shift -= 5n) ulid += CROCKFORD[Number((bits >> shift) & 31n)];
  return ulid;
}
