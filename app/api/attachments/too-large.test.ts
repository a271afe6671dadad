import { expect, it, vi } from 'vitest';
import { MOST_BYTES, MOST_FILE_BYTES } from '@/lib/attachments/limits';
import { POST } from './route';

vi.mock('@/lib/auth', () => ({ requireUser: async () => ({ id: 'ada', kind: 'member' }) }));
vi.mock('@/lib/db/client', () => ({ getDb: async () => ({}) }));
vi.mock('@/lib/rate-limit', () => ({ countAttempt: async () => {} }));

// Both got 400, as a file of a type that is not taken does.
it.each([
  ['a file', MOST_FILE_BYTES, 'A file may have 4 MB at most.'],
  ['a text file', MOST_BYTES.text, 'A text file may have 1 MB at most.'],
])('%s over its limit is refused as too large', async (_, limitBytes, message) => {
  const body = Buffer.alloc(limitBytes + 1, 'a');
  const request = new Request('https://chat.example.com/api/attachments', { method: 'POST', body });
  const answer = await POST(request);
  expect(answer.status).toBe(413);
  expect(await answer.json()).toEqual({ error: { code: 'file_refused', message } });
});
