import { env } from '../env';

export interface AccountProvider {
  id: 'github' | 'google';
  name: string;
  /** Of the pages where people sign in. */
  origin: string;
}

/** The providers at which people can have an account already, as far as the operator has connected them. */
export function accountProviders(): AccountProvider[] {
  const providers: AccountProvider[] = [];
  if (env.AUTH_GITHUB_ID) providers.push({ id: 'github', name: 'GitHub', origin: 'https://github.com' });
  if (env.AUTH_GOOGLE_ID)
    providers.push({ id: 'google', name: 'Google', origin: 'https://accounts.google.com' });
  return providers;
}
