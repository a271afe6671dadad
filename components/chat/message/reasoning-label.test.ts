import type { ReasoningUIPart } from 'ai';
import { expect, it } from 'vitest';
import { reasoningNote } from '@/lib/chats/message';
import { reasoningLabel } from './reasoning-label';

const part = (durationMs?: number): ReasoningUIPart => ({
  type: 'reasoning',
  text: 'So …',
  ...(durationMs !== undefined && { providerMetadata: reasoningNote(durationMs) }),
});

it('tells how long a reasoning took, over all its pieces', () => {
  expect(reasoningLabel([part(1_500), part(2_600)], false)).toBe('Thought for 4 s');
  expect(reasoningLabel([part(10)], false)).toBe('Thought for 1 s');
  expect(reasoningLabel([part(80_000)], false)).toBe('Thought for 1 min 20 s');
});

it('tells that it goes on', () => {
  expect(reasoningLabel([part(1_000), part()], true)).toBe('Thinking…');
});

it('tells no time that nobody measured', () => {
  expect(reasoningLabel([part()], false)).toBeUndefined();
});
