'use client';

import { PRODUCT_NAME } from '@/lib/product';

/** When not even the frame of the pages could be shown. The app's styles are not loaded here. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en" style={{ colorScheme: 'light dark', fontFamily: 'system-ui, sans-serif' }}>
      <title>{`Something went wrong · ${PRODUCT_NAME}`}</title>
      <body style={{ display: 'grid', minHeight: '90vh', placeContent: 'center', textAlign: 'center' }}>
        <main>
          <h1>Something went wrong</h1>
          <p>
            This page could not be shown: the database can’t be reached, or something is wrong on our side.
            Nothing that was saved is lost.
          </p>
          <button type="button" onClick={retry}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
