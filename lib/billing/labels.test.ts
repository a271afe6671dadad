import { expect, it } from 'vitest';
import { seriesLabel } from './labels';
import { OTHER } from './report/chart';
import { NO_KEY } from './view';

// The ninth series of a chart by API key read “Key Other”.
it('calls all the rest “Other”, whatever a chart is stacked by', () => {
  expect((['model', 'kind', 'via', 'key'] as const).map((by) => seriesLabel(by, OTHER))).toEqual(
    Array(4).fill('Other'),
  );
});

it('calls a key as its owner does, and one that is not known by its end', () => {
  const names = new Map([['0199c0de-0000-7000-8000-000000000001', 'Laptop']]);
  expect(seriesLabel('key', '0199c0de-0000-7000-8000-000000000001', names)).toBe('Laptop');
  expect(seriesLabel('key', '0199c0de-0000-7000-8000-0000000abcde', names)).toBe('Key 0abcde');
  expect(seriesLabel('key', NO_KEY, names)).toBe('No API key');
});

// Its item was a bar without a name.
it('calls what another service sent without a model or a source that', () => {
  expect(seriesLabel('model', '')).toBe('No model');
  expect(seriesLabel('via', '')).toBe('Other services');
});
