import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NotFoundError } from '../errors';
import { continueAsGuest } from './actions';

const { userOfRequest, signIn } = vi.hoisted(() => ({ userOfRequest: vi.fn(), signIn: vi.fn() }));
vi.mock('next/headers', () => ({ headers: async () => new Headers() }));
vi.mock('./auth', () => ({ signIn }));
vi.mock('./session', () => ({ userOfRequest }));

describe('“Continue as guest”', () => {
  beforeEach(() => {
    vi.clearAllMocks();
    signIn.mockResolvedValue('http://localhost:3000/billing');
  });

  async function press(): Promise<void> {
    const form = new FormData();
    form.set('next', '/billing');
    await expect(continueAsGuest({}, form)).rejects.toMatchObject({
      digest: expect.stringContaining(';/billing;'),
    });
  }

  it('begins a session, and leads on', async () => {
    await press();
    expect(signIn).toHaveBeenCalledWith('guest', expect.anything());
  });

  // Each press began a session anew, for another 90 days.
  it('leads on with the session that there is', async () => {
    userOfRequest.mockResolvedValue({ id: 'ada' });
    await press();
    expect(signIn).not.toHaveBeenCalled();
  });

  it('says so where the session can’t be looked up', async () => {
    userOfRequest.mockRejectedValueOnce(new NotFoundError('chat'));
    expect(await continueAsGuest({}, new FormData())).toEqual({ error: new NotFoundError('chat').message });
  });
});
