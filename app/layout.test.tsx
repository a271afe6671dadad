import { access } from 'node:fs/promises';
import { headers } from 'next/headers';
import { expect, it, vi } from 'vitest';
import { generateMetadata } from './layout';

vi.mock('next/headers', () => ({ headers: vi.fn(), cookies: vi.fn() }));

it('names icons and a picture that are there, the picture by its whole address', async () => {
  vi.mocked(headers).mockResolvedValue(
    new Headers({
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'chat.example.com',
      host: '10.0.0.1:3000',
    }),
  );
  const { icons, openGraph } = await generateMetadata();
  expect(icons).toEqual({ icon: '/icon.svg', apple: '/apple-touch-icon.png' });
  expect(openGraph?.images).toBe('https://chat.example.com/social-card.png');
  for (const name of ['icon.svg', 'apple-touch-icon.png', 'social-card.png', 'favicon.ico'])
    await access(`public/${name}`);
});
