import OpenAI from 'openai';
import { z } from 'zod';
import { createDemoUpstream, type JournalEntry } from '@/lib/embedded/openai';

export const model = 'tokentally-demo';
export const version = 'tokentally-demo-2026-11-01';
export const question = 'What is a token?';
export const messages = [{ role: 'user' as const, content: question }];

/** A tool, in the words that both APIs share. */
export const clock = {
  name: 'get_time',
  description: 'The time somewhere.',
  parameters: { type: 'object', properties: { timezone: { type: 'string' } }, required: ['timezone'] },
};

export const weather = z.object({ city: z.string(), degrees: z.number(), sky: z.enum(['clear', 'cloudy']) });

/** OpenAI's own client in front of a new demo upstream, and what that one journals. */
export function openDemo({ tokenDelayMs = 0 } = {}) {
  const journal: JournalEntry[] = [];
  const fetch = createDemoUpstream({ tokenDelayMs, journal: (entry) => journal.push(entry) });
  const openai = new OpenAI({ apiKey: 'demo', baseURL: 'http://demo/v1', maxRetries: 0, fetch });
  const journalled = (type: 'start' | 'end') => journal.find((entry) => entry.type === type);
  return { openai, journal, journalled };
}
