import { expect, it } from 'vitest';
import { refuseUnmeterable } from './unmeterable';

const BY_WHICH_ANOTHER_UPSTREAM_IS_CHOSEN = [
  'base_url',
  'api_base',
  'api_key',
  'user_config',
  'models',
  'fallbacks',
  'provider',
  'route',
  'preset',
];

it.each(BY_WHICH_ANOTHER_UPSTREAM_IS_CHOSEN)('a request may not have %s', (param) => {
  const request = { model: 'gpt-5.4', [param]: { order: ['elsewhere'] } };
  expect(() => refuseUnmeterable(request)).toThrow(expect.objectContaining({ status: 400, param }));
});

it('a request may have what nobody here knows', () => {
  refuseUnmeterable({ model: 'gpt-5.4', something_new: { a: 1 }, provider: null });
});
