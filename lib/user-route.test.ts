import { beforeEach, expect, it, vi } from 'vitest';
import { BadRequestError, SignInRequiredError } from './errors';
import { log } from './log';
import { userRoute } from './user-route';

const { requireUser } = vi.hoisted(() => ({ requireUser: vi.fn() }));
vi.mock('./auth', () => ({ requireUser }));

const request = new Request('https://chat.example.com/api/chat', { method: 'POST' });
const info = vi.spyOn(log, 'info');
beforeEach(() => {
  vi.clearAllMocks();
  requireUser.mockResolvedValue({ id: 'ada', kind: 'member' });
});

it('a route of a person is told who asks', async () => {
  const answer = await userRoute(async (_, user, ofRoute: string) => new Response(user.id + ofRoute))(
    request,
    ' asks',
  );
  expect(await answer.text()).toBe('ada asks');
});

// The log had that somebody was refused, and not who.
it('a request that is refused is in the log, with whose it was', async () => {
  const answer = await userRoute(() => Promise.reject(new BadRequestError('No.')))(request);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error: { code: 'bad_request', message: 'No.' } });
  expect(info).toHaveBeenCalledExactlyOnceWith(
    { code: 'bad_request', path: '/api/chat', userId: 'ada' },
    'a request was refused',
  );
});

it('a request of nobody is refused, and in the log as nobody’s', async () => {
  requireUser.mockRejectedValue(new SignInRequiredError());
  const handler = vi.fn();
  expect((await userRoute(handler)(request)).status).toBe(401);
  expect(handler).not.toHaveBeenCalled();
  expect(info).toHaveBeenCalledExactlyOnceWith(
    { code: 'sign_in_required', path: '/api/chat' },
    'a request was refused',
  );
});

// SameSite=Lax sends the cookie from another subdomain and another port, too: the person was billed for what its page sent.
it.each<[string, Record<string, string>]>([
  ['of another subdomain', { 'sec-fetch-site': 'same-site' }],
  ['of another site', { 'sec-fetch-site': 'cross-site' }],
  ['of another address, in an older browser', { origin: 'https://x.example.com', host: 'chat.example.com' }],
  ['of another port, in an older browser', { origin: 'http://localhost:4000', host: 'localhost:3000' }],
  ['without an address', { origin: 'null', host: 'chat.example.com' }],
  [
    'of the host behind the proxy',
    { origin: 'http://app:3000', 'x-forwarded-host': 'chat.example.com', host: 'app:3000' },
  ],
])('a page %s changes nothing, and it is in the log whose session it tried', async (_, headers) => {
  const handler = vi.fn();
  const answer = await userRoute(handler)(new Request(request, { headers }));
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ error: { code: 'other_origin' } });
  expect(handler).not.toHaveBeenCalled();
  expect(info).toHaveBeenCalledExactlyOnceWith(
    { code: 'other_origin', path: '/api/chat', userId: 'ada' },
    'a request was refused',
  );
});

it.each<[string, Record<string, string>]>([
  ['a page of the app', { 'sec-fetch-site': 'same-origin' }],
  [
    'a page of the app behind a proxy that says another host',
    { 'sec-fetch-site': 'same-origin', host: 'app:3000' },
  ],
  ['the person alone', { 'sec-fetch-site': 'none' }],
  ['a page of the app in an older browser', { origin: 'https://chat.example.com', host: 'chat.example.com' }],
  [
    'the same behind a proxy',
    { origin: 'https://chat.example.com', 'x-forwarded-host': 'chat.example.com, inner', host: 'app:3000' },
  ],
  ['a program', { host: 'chat.example.com' }],
])('%s may change something', async (_, headers) => {
  const answer = await userRoute(async () => new Response('done'))(new Request(request, { headers }));
  expect(await answer.text()).toBe('done');
});

it('what a link on another site leads to is answered', async () => {
  const link = new Request('https://chat.example.com/api/chat/1/export', {
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect((await userRoute(async () => new Response('a file'))(link)).status).toBe(200);
});
