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
