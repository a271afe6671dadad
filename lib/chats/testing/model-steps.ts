import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';

/** What a model sends in one call. */
export type Step = readonly LanguageModelV4StreamPart[];

/** The end of a call with ten tokens in and five out. */
export const finish = (unified: 'stop' | 'tool-calls' | 'length'): LanguageModelV4StreamPart => ({
  type: 'finish',
  finishReason: { unified, raw: unified },
  usage: {
    inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 5, text: 5, reasoning: 0 },
  },
});

/** A call that says something, and ends. */
export const says = (text: string): Step => [
  { type: 'text-start', id: '1' },
  { type: 'text-delta', id: '1', delta: text },
  { type: 'text-end', id: '1' },
  finish('stop'),
];
