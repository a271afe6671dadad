import { AppError } from '@/lib/errors';
import { route } from '@/lib/http';

/**
 * What no other route here answers. Next.js would with the page that says so, which below /api/ has no
 * Content-Security-Policy: see proxy.ts.
 */
const unknownUrl = route(async ({ method, url }) => {
  const path = new URL(url).pathname.slice(0, 200);
  throw new AppError(
    404,
    'unknown_url',
    `Nothing answers ${method} ${path} here. The API for programs is at /v1.`,
  );
});

export {
  unknownUrl as DELETE,
  unknownUrl as GET,
  unknownUrl as PATCH,
  unknownUrl as POST,
  unknownUrl as PUT,
};
