import type { Account, Profile } from 'next-auth';
import { z } from 'zod';
import { PRODUCT_SLUG } from '../product';

const TIMEOUT_MS = 10_000;

const googleProfile = z.object({ email: z.string().optional(), email_verified: z.boolean().optional() });

/** https://docs.github.com/en/rest/users/emails#list-email-addresses-for-the-authenticated-user */
const githubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/**
 * The e-mail address of an account, in lower case, if the provider has verified it: whoever types an address in
 * at a provider doesn't own it by that.
 *
 * @throws Error when GitHub doesn't answer, or not with addresses
 */
export async function verifiedEmail(account: Account, profile: Profile | undefined): Promise<string | null> {
  const email = account.provider === 'github' ? await githubEmail(account) : googleEmail(profile);
  return email?.toLowerCase() ?? null;
}

function googleEmail(profile: Profile | undefined): string | undefined {
  const { email, email_verified: isVerified } = googleProfile.parse(profile);
  return isVerified ? email : undefined;
}

/** GitHub's profile has an address without saying whether it is verified, so its list of addresses is asked. */
async function githubEmail(account: Account): Promise<string | undefined> {
  const response = await fetch('https://api.github.com/user/emails', {
    headers: { Authorization: `Bearer ${account.access_token}`, 'User-Agent': PRODUCT_SLUG },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`GitHub answered ${response.status} when asked for e-mail addresses.`);
  const emails = githubEmails.parse(await response.json());
  return emails.find(({ primary, verified }) => primary && verified)?.email;
}
