import { afterEach, describe, expect, it, vi } from 'vitest';
import { log } from '../log';
import { upstreamRefusal } from './upstream-refusal';

const refuse = (status: number, error: object = {}) => upstreamRefusal(status, new Headers(), { error });

describe('a refusal of upstream', () => {
  const [error, warn] = [vi.spyOn(log, 'error'), vi.spyOn(log, 'warn')];
  afterEach(() => vi.clearAllMocks());

  // The operator looks for errors, and a key that is refused stops every customer.
  it.each([
    [401, {}, 'upstream_refused_key'],
    [403, {}, 'upstream_refused_key'],
    [402, { message: 'Insufficient Balance' }, 'upstream_unavailable'],
    [429, { code: 'insufficient_quota' }, 'upstream_unavailable'],
    [400, { code: 'billing_not_active' }, 'upstream_unavailable'],
  ])('of our own account is an error in the log: %i %j', (status, said, code) => {
    expect(refuse(status, said)).toMatchObject({ status, code, headers: { 'x-should-retry': 'false' } });
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code, upstreamStatus: status }),
      'a model call failed',
    );
    expect(warn).not.toHaveBeenCalled();
  });

  it('of the caller’s request is a warning, and passed on in upstream’s words', () => {
    const said = { code: 'bad_temperature', message: 'It is too hot.', param: 'temperature' };
    expect(refuse(400, said)).toMatchObject({ status: 400, ...said });
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      { upstreamStatus: 400, upstreamCode: 'bad_temperature' },
      'a model call was refused',
    );
    expect(error).not.toHaveBeenCalled();
  });
});
