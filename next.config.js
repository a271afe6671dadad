// Turbopack keeps what it compiled for the next start, but by itself only after a long session. With these it does so
// whenever it has had nothing to do for ten seconds: a second start then answers, and compiles its first page, in two thirds
// of the time. Sooner, it would work against whoever reads a page and clicks. They are not documented, and no
// options: turbopack/crates/turbo-tasks-backend in https://github.com/vercel/next.js.
if (process.env.NODE_ENV === 'development') {
  process.env.TURBO_ENGINE_SNAPSHOT_IDLE_TIMEOUT_MILLIS ??= '10000';
  process.env.TURBO_ENGINE_SNAPSHOT_MIN_ACTIVE_TIME_MILLIS ??= '0';
}

// OpenAI's client, of which a build loads the code, refuses an address that is set to nothing; see instrumentation.ts.
if (process.env.OPENAI_BASE_URL === '') delete process.env.OPENAI_BASE_URL;

/** @type {import('next').NextConfig} */
const nextConfig = {
  serverExternalPackages: [
    // PGlite breaks in server components when bundled, and argon2 is a native addon.
    '@electric-sql/pglite',
    '@node-rs/argon2',
    'pino',
    // Large, and bundling gives the server nothing: without them `next dev` is at the first reply in two thirds of the time.
    '@ai-sdk/openai',
    '@ai-sdk/openai-compatible',
    '@ai-sdk/provider',
    '@openmeter/sdk',
    '@vercel/blob',
    'ai',
    'drizzle-orm',
    'js-tiktoken',
    'nodemailer',
    'openai',
    'postgres',
    'undici',
    'zod',
  ],
  // `ai` needs it on servers only, but nothing leaves it out of the browser's scripts by itself.
  turbopack: { resolveAlias: { '@ai-sdk/gateway': { browser: './lib/models/browser-gateway.ts' } } },
  poweredByHeader: false,
  // Besides the Content-Security-Policy of proxy.ts. The API for programs has no use for them, nor have scripts and styles for
  // what is said of pages.
  headers: async () => [
    { source: '/((?!v1/|_next/static/).*)', headers: [NO_SNIFFING, ...PAGE_HEADERS] },
    { source: '/_next/static/:path*', headers: [NO_SNIFFING] },
  ],
};

const NO_SNIFFING = { key: 'X-Content-Type-Options', value: 'nosniff' };

const PAGE_HEADERS = [
  // Other sites are not told which page of ours led to them.
  { key: 'Referrer-Policy', value: 'same-origin' },
  // Otherwise the browser asks for the hosts of links before anybody clicks them.
  { key: 'X-DNS-Prefetch-Control', value: 'off' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
];

export default nextConfig;
