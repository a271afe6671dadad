import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { FreshOnReturn } from '@/components/app-shell/fresh-on-return';
import { readTheme } from '@/components/theme/read-theme';
import { themeClass } from '@/components/theme/theme';
import { PRODUCT_NAME } from '@/lib/product';
import { siteAddress } from '@/lib/site-address';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: { default: PRODUCT_NAME, template: `%s · ${PRODUCT_NAME}` },
    description: 'Chat with AI, and see what every token costs.',
    icons: { icon: '/icon.svg', apple: '/apple-touch-icon.png' },
    // What a link to the app looks like where it is posted: these want a whole address.
    openGraph: { siteName: PRODUCT_NAME, images: `${siteAddress(await headers())}/social-card.png` },
    twitter: { card: 'summary_large_image' },
  };
}

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
