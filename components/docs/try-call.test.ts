import { expect, it, vi } from 'vitest';
import { tryCall } from './try-call';

const callAnswered = (body: object, headers = {}) => {
  vi.stubGlobal('fetch', async () => Response.json(body, { headers }));
  return tryCall({ key: 'tt_live_…', model: 'm', message: 'Hi' });
};
const reply = (content: unknown) => ({ choices: [{ message: { content } }] });

// A reply that was paid for was shown as the error “Status 200.”.
it.each([
  ['as one text', 'Hello'],
  [
    'in parts',
    [
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo' },
    ],
  ],
  [
    'in parts that are not all text',
    [
      { type: 'thinking', thinking: [] },
      { type: 'text', text: 'Hello' },
    ],
  ],
])('shows a reply that comes %s', async (_, content) => {
  const body = { ...reply(content), usage: { prompt_tokens: 3, completion_tokens: 2 } };
  expect(await callAnswered(body, { 'x-cost-usd': '0.01' })).toEqual({
    ok: true,
    reply: 'Hello',
    tokens: { prompt: 3, completion: 2 },
    costUsd: '0.01',
  });
});

it.each([{}, { usage: null }])('shows a reply whose tokens are not reported: %j', async (rest) => {
  const made = { ok: true, reply: 'Hello', tokens: null, costUsd: null };
  expect(await callAnswered({ ...reply('Hello'), ...rest })).toEqual(made);
});

it('shows why there is none', async () => {
  const message = 'This key has expired.';
  expect(await callAnswered({ error: { message } })).toEqual({ ok: false, message });
});
