import { expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy';

const policy = (wishes: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) =>
  contentSecurityPolicy({ nonce: 'n', signInOrigins: [], isDevelopment: false, ...wishes });

it('lets a page run the scripts of its nonce only, and reach no other host', () => {
  expect(policy()).toContain("script-src 'self' 'nonce-n' 'strict-dynamic';");
  expect(policy()).not.toMatch(/https?:|\*|unsafe-eval/);
});

it('lets forms lead on to where people sign in', () => {
  expect(policy({ signInOrigins: ['https://github.com'] })).toContain(
    "form-action 'self' https://github.com;",
  );
});

it('lets the development server reload pages', () => {
  expect(policy({ isDevelopment: true })).toMatch(/script-src [^;]*'unsafe-eval';.*connect-src 'self' ws:/);
});
