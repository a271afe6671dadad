import { expect, it } from 'vitest';
import { ROUTING_PARAMETERS } from '@/tests/support/routing-parameters';
import { refuseUnmeterable } from './unmeterable';

it.each(ROUTING_PARAMETERS)('a request may not have %s', (param) => {
  const request = { model: 'gpt-5.4', [param]: { order: ['elsewhere'] } };
  expect(() => refuseUnmeterable(request)).toThrow(expect.objectContaining({ status: 400, param }));
});

it('a request may have what nobody here knows', () => {
  refuseUnmeterable({ model: 'gpt-5.4', something_new: { a: 1 }, provider: null });
});
