// What "server-only" resolves to in tests: it throws by design outside a React server build.
export {};
