import { expect, it, vi } from 'vitest';
import { tryCall } from './try-call';

const CALL = { key: 'tt_live_4fG7kQ2mZx1A_abc', model: 'm', message: 'Hi' };
const callAnswered = (body: object, headers = {}) => {
  vi.stubGlobal('fetch', async () => Response.json(body, { headers }));
  return tryCall(CALL);
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

// `fetch` throws for it, and the connection got the blame.
it.each(['tt_live_4fG7kQ2mZx1A_…', 'two keys', ''])(
  'says of what can be no key that it is none, and does not send it: “%s”',
  async (key) => {
    const send = vi.fn();
    vi.stubGlobal('fetch', send);
    expect(await tryCall({ ...CALL, key })).toEqual({
      ok: false,
      message: expect.stringContaining('no whole API key'),
    });
    expect(send).not.toHaveBeenCalled();
  },
);

// So did it when the proxy before the app could not reach it.
it('says with which status it was answered, where that was not by the API', async () => {
  vi.stubGlobal('fetch', async () => new Response('<h1>Bad Gateway</h1>', { status: 502 }));
  expect(await tryCall(CALL)).toEqual({ ok: false, message: expect.stringContaining('502') });
});
