import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import ForgotPasswordPage from './page';

vi.mock('@/lib/auth', () => ({ currentUser: async () => undefined }));
vi.mock('@/lib/auth/password-link/actions', () => ({ sendPasswordLink: vi.fn() }));
vi.mock('@/lib/auth/password-link/mail', () => ({ mailsPasswordLinks: () => true }));

// Who found the password after all was led to a new chat, and not to what they had wanted to see.
it('“Forgot your password?” leads back to a sign-in that leads to where one wanted to go', async () => {
  const html = renderToStaticMarkup(
    await ForgotPasswordPage({ searchParams: Promise.resolve({ next: '/billing' }) }),
  );
  expect(html).toMatch(/href="\/sign-in\?next=%2Fbilling"[^>]*>Back to signing in</);
});
