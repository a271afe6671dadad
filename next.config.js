/** @type {import('next').NextConfig} */
const nextConfig = {
  // PGlite breaks in server components when bundled; argon2 is a native addon.
  serverExternalPackages: ['@electric-sql/pglite', '@node-rs/argon2', 'pino'],
};

export default nextConfig;
