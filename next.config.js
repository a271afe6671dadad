/** @type {import('next').NextConfig} */
const nextConfig = {
  // PGlite breaks in server components when bundled, argon2 is a native addon, and js-tiktoken's tables take long to bundle.
  serverExternalPackages: ['@electric-sql/pglite', '@node-rs/argon2', 'pino', 'js-tiktoken'],
};

export default nextConfig;
