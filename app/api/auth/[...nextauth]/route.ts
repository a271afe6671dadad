import { handlers } from '@/lib/auth/auth';

/** Auth.js' own routes: sessions, CSRF tokens, and where GitHub and Google lead back to. */
export const { GET, POST } = handlers;
