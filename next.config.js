// Turbopack keeps what it compiled for the next start once a session has lasted, and forgets that of a short one. With
// this it is kept as soon as the compiler has nothing to do for a second: the second start takes 3 s, not 7.
// https://github.com/vercel/next.js, turbopack/crates/turbo-tasks-backend (an environment variable, not an option).
if (process.env.NODE_ENV === 'development') process.env.TURBO_ENGINE_SNAPSHOT_IDLE_TIMEOUT_MILLIS ??= '1000';

/** @type {import('next').NextConfig} */
const nextConfig = {
  // PGlite breaks in server components when bundled, argon2 is a native addon, and js-tiktoken's tables take long to bundle.
  serverExternalPackages: ['@electric-sql/pglite', '@node-rs/argon2', 'pino', 'js-tiktoken'],
  poweredByHeader: false,
  // Besides the Content-Security-Policy of proxy.ts. The API for programs has no use for them.
  headers: async () => [{ source: '/((?!v1/).*)', headers: SECURITY_HEADERS }],
};

const SECURITY_HEADERS = [
  // Other sites are not told which page of ours led to them.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  // Otherwise the browser asks for the hosts of links before anybody clicks them.
  { key: 'X-DNS-Prefetch-Control', value: 'off' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
];

export default nextConfig;
