import 'server-only';
import NextAuth from 'next-auth';
import { authConfig } from './config';

/** Auth.js. Set up at each request, so that nothing is read or demanded when the module is imported by a build. */
export const { handlers, signIn, signOut } = NextAuth(authConfig);
