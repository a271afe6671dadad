import { expect, it, vi } from 'vitest';
import { InvalidApiKeyError } from '../api-keys/authenticate';
import { BadRequestError } from '../errors';
import { log } from '../log';
import { type ApiAnswer, apiRoute } from './route';

const { authenticate, raiseAlerts, later } = vi.hoisted(() => ({
  authenticate: vi.fn(),
  raiseAlerts: vi.fn(),
  later: [] as Promise<unknown>[],
}));
vi.mock('next/server', () => ({ after: (task: Promise<unknown>) => void later.push(task) }));
vi.mock('../api-keys/authenticate-often', () => ({ authenticator: { authenticate } }));
vi.mock('../billing/budgets/alerts', () => ({ raiseAlerts }));
vi.mock('../openmeter/relay', () => ({ kickRelay: () => {} }));

// A budget that was set while the call ran alerted with the next call only.
it('looks at the budget of a caller who had none when the call began', async () => {
  authenticate.mockResolvedValue({ user: { id: 'ada', kind: 'member' }, budget: null });
  const post = apiRoute(async () => ({ response: new Response(), ended: Promise.resolve() }));
  await post(new Request('https://chat.example.com/v1/chat/completions'));
  await Promise.all(later);
  expect(raiseAlerts).toHaveBeenCalledWith('ada', { begunAt: expect.any(Date) });
});

// Until it was whole, only its connection held the call: a function ended with who left, and the call was lost to the bill.
it('keeps its function from the beginning of a call until all is done that follows it', async () => {
  authenticate.mockResolvedValue({ user: { id: 'grace', kind: 'member' }, budget: null });
  let answer = (_: ApiAnswer) => {};
  const post = apiRoute(() => new Promise<ApiAnswer>((resolve) => (answer = resolve)));
  later.length = 0;
  const answered = post(new Request('https://chat.example.com/v1/chat/completions'));
  await vi.waitFor(() => expect(later).toHaveLength(1));
  answer({ response: new Response(), ended: Promise.resolve() });
  await Promise.all(later);
  expect(raiseAlerts).toHaveBeenCalledWith('grace', { begunAt: expect.any(Date) });
  expect((await answered).status).toBe(200);
});

it('says in the log whose call is refused, and of a key that opens nothing, only why', async () => {
  const info = vi.spyOn(log, 'info');
  const get = apiRoute(() => Promise.reject(new BadRequestError('No.')));
  const request = new Request('https://chat.example.com/v1/usage?model=secret');
  authenticate.mockResolvedValueOnce({ user: { id: 'ada' }, key: { id: 'key' } });
  await get(request);
  authenticate.mockRejectedValueOnce(new InvalidApiKeyError());
  await get(request);
  expect(info.mock.calls).toEqual([
    [{ code: 'bad_request', path: '/v1/usage', userId: 'ada', apiKeyId: 'key' }, 'a request was refused'],
    [{ code: 'invalid_api_key', path: '/v1/usage' }, 'a request was refused'],
  ]);
  vi.restoreAllMocks();
});
