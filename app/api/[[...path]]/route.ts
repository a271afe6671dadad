/**
 * What no other route here answers. Next.js would with the page that says so, which below /api/ has no
 * Content-Security-Policy: see proxy.ts.
 */
export * from '@/lib/api/unknown-methods';
