import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { FreshOnReturn } from '@/components/app-shell/fresh-on-return';
import { readTheme } from '@/components/theme/read-theme';
import { themeClass } from '@/components/theme/theme';
import { PRODUCT_NAME } from '@/lib/product';
import './globals.css';

export const metadata: Metadata = {
  title: { default: PRODUCT_NAME, template: `%s · ${PRODUCT_NAME}` },
  description: 'Chat with AI, and see what every token costs.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  interactiveWidget: 'resizes-content',
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Read at each request, so that no page is made when the app is built: it could not know the nonce of its CSP.
  const theme = await readTheme();
  return (
    <html lang="en" className={themeClass(theme)}>
      <body className="min-h-dvh font-sans antialiased">
        {children}
        <FreshOnReturn />
      </body>
    </html>
  );
}
