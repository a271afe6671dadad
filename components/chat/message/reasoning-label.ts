import type { ReasoningUIPart } from 'ai';
import { reasoningMs } from '@/lib/chats/message';

/**
 * `Thinking…` while it goes on, then `Thought for 4 s`; nothing when nobody measured it.
 *
 * @param parts of one reasoning: models tell of it in several pieces
 */
export function reasoningLabel(parts: readonly ReasoningUIPart[], isGrowing: boolean): string | undefined {
  if (isGrowing) return 'Thinking…';
  const durations = parts.map(reasoningMs).filter((durationMs) => durationMs !== undefined);
  if (durations.length === 0) return undefined;
  return `Thought for ${inSeconds(durations.reduce((sum, durationMs) => sum + durationMs, 0))}`;
}

function inSeconds(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
