import type { Database } from '../db/types';
import { countAttempt, forgetAttempts } from '../rate-limit';

const QUARTER_HOUR = 15 * 60;
const HOUR = 60 * 60;

interface Attempt {
  email: string;
  address: string;
}

/**
 * Counts a try at a password. The narrow limit is for one address and one account together, so that guessing at
 * an account from elsewhere doesn't lock its owner out; the wider ones are for one address that tries many
 * accounts, and for many addresses that try one.
 *
 * @throws TooManyRequestsError
 */
export async function countSignInAttempt(db: Database, attempt: Attempt): Promise<void> {
  const { address, email } = attempt;
  await countAttempt(db, { key: pairKey(attempt), limit: 10, windowSeconds: QUARTER_HOUR });
  await countAttempt(db, {
    key: `sign-in-address:${address}`,
    limit: 50,
    windowSeconds: QUARTER_HOUR,
  });
  await countAttempt(db, { key: emailKey(email), limit: 100, windowSeconds: HOUR });
}

/** After the right password: people who sign in and out often are not guessing. */
export async function forgetSignInAttempts(db: Database, attempt: Attempt): Promise<void> {
  await forgetAttempts(db, pairKey(attempt));
}

/** For a person who has shown, by a mail they got, that the account is theirs: also what others tried at it. */
export async function forgetAllSignInAttempts(db: Database, attempt: Attempt): Promise<void> {
  await forgetSignInAttempts(db, attempt);
  await forgetAttempts(db, emailKey(attempt.email));
}

/**
 * Counts a wish for a link to a new password, whether or not there is an account: each may send a mail.
 *
 * @throws TooManyRequestsError
 */
export async function countPasswordLink(db: Database, { address, email }: Attempt): Promise<void> {
  await countAttempt(db, { key: `password-link:${address}`, limit: 10, windowSeconds: HOUR });
  await countAttempt(db, { key: `password-link-email:${email}`, limit: 5, windowSeconds: HOUR });
}

/**
 * Counts a try at making an account, whether or not one was made: each comes with an allowance.
 *
 * @throws TooManyRequestsError
 */
export async function countSignUpAttempt(db: Database, address: string): Promise<void> {
  await countAttempt(db, { key: `sign-up:${address}`, limit: 10, windowSeconds: HOUR });
}

/** @throws TooManyRequestsError */
export async function countGuest(db: Database, address: string): Promise<void> {
  await countAttempt(db, { key: `guest:${address}`, limit: 10, windowSeconds: HOUR });
}

function emailKey(email: string): string {
  return `sign-in-email:${email}`;
}

function pairKey({ email, address }: Attempt): string {
  return `sign-in:${address}:${email}`;
}
