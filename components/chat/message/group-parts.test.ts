import { expect, it } from 'vitest';
import { groupParts } from './group-parts';
import { sourcesOf } from './sources';

it('takes the pieces of a reasoning together, and leaves other parts alone', () => {
  const groups = groupParts([
    { type: 'step-start' },
    { type: 'reasoning', text: 'One.' },
    { type: 'reasoning', text: 'Two.' },
    { type: 'text', text: 'So.' },
    { type: 'reasoning', text: 'Three.' },
  ]);
  expect(groups.map(({ kind, index }) => [kind, index])).toEqual([
    ['part', 0],
    ['reasoning', 1],
    ['part', 3],
    ['reasoning', 4],
  ]);
});

it('names each source once', () => {
  const page = { type: 'source-url', url: 'https://example.com/', title: 'A page' } as const;
  const sources = sourcesOf([
    { ...page, sourceId: '1' },
    { type: 'text', text: 'So.' },
    { ...page, sourceId: '2' },
  ]);
  expect(sources.map(({ sourceId }) => sourceId)).toEqual(['1']);
});
