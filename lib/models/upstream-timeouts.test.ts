import { expect, it, vi } from 'vitest';

const waits = vi.hoisted((): { agent?: unknown; client?: unknown } => ({}));
vi.mock('undici', async (importOriginal) => {
  const undici = await importOriginal<typeof import('undici')>();
  class Agent extends undici.Agent {
    constructor(options?: import('undici').Agent.Options) {
      super(options);
      waits.agent = options;
    }
  }
  return { ...undici, Agent };
});
vi.mock('openai', async (importOriginal) => {
  const openai = await importOriginal<typeof import('openai')>();
  class OpenAI extends openai.default {
    constructor(options: import('openai').ClientOptions) {
      super(options);
      waits.client = options;
    }
  }
  return { ...openai, default: OpenAI };
});

// The network gave up after five minutes, and every reply in one piece that took longer was lost.
it('waits as long for an answer to begin in the network as in the client', async () => {
  await import('./openai-client');
  expect(waits).toMatchObject({
    agent: { headersTimeout: 600_000, bodyTimeout: 300_000 },
    client: { timeout: 600_000 },
  });
});
