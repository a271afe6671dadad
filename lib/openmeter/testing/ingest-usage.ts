import type { OpenMeter } from '@openmeter/sdk';
import type { UserId } from '@/lib/ids';

interface Usage {
  userId: UserId;
  time: Date;
  model: string;
  /** In US dollars; null: unpriced. */
  costUsd: string | null;
}

/** Sends the meter one event of a chat's: 100 tokens in and 50 out. */
export async function ingestUsage(
  openMeter: OpenMeter,
  { userId, time, model, costUsd }: Usage,
): Promise<void> {
  await openMeter.events.ingest({
    specversion: '1.0',
    id: crypto.randomUUID(),
    source: 'test',
    type: 'openai',
    subject: userId,
    time,
    data: {
      model,
      provider: 'demo',
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      cached_tokens: 0,
      reasoning_tokens: 0,
      estimated: false,
      via: 'chat',
      ...(costUsd !== null && { cost_usd: costUsd }),
    },
  });
}
