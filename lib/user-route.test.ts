import { beforeEach, expect, it, vi } from 'vitest';
import { BadRequestError, SignInRequiredError } from './errors';
import { log } from './log';
import { userRoute } from './user-route';

const { requireUser } = vi.hoisted(() => ({ requireUser: vi.fn() }));
vi.mock('./auth', () => ({ requireUser }));

const request = new Request('https://chat.example.com/api/chat', { method: 'POST' });
const info = vi.spyOn(log, 'info');
beforeEach(() => void vi.clearAllMocks());

it('a route of a person is told who asks', async () => {
  requireUser.mockResolvedValue({ id: 'ada', kind: 'member' });
  const answer = await userRoute(async (_, user, ofRoute: string) => new Response(user.id + ofRoute))(
    request,
    ' asks',
  );
  expect(await answer.text()).toBe('ada asks');
});

// The log had that somebody was refused, and not who.
it('a request that is refused is in the log, with whose it was', async () => {
  requireUser.mockResolvedValue({ id: 'ada', kind: 'member' });
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
