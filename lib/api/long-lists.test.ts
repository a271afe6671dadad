import { expect, it } from 'vitest';
import type { z } from 'zod';
import { chatRequest } from './chat-completions/request';
import { embeddingRequest } from './embeddings/create';
import { responseRequest } from './responses/request';

const wrong = Array.from({ length: 1_000 }, () => 0.5);

/** All that is said to be wrong, also of each shape that a value could have had. */
function faultsIn(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((total, issue) => {
    const shapes = issue.code === 'invalid_union' ? issue.errors : [];
    return total + 1 + shapes.reduce((faults, shape) => faults + faultsIn(shape), 0);
  }, 0);
}

// A body of 4 MB of zeros, each checked and described, blocked the process for ten seconds.
it.each([
  ['messages', chatRequest, { messages: wrong }],
  ['items', responseRequest, { input: wrong }],
  ['texts', embeddingRequest, { input: wrong }],
  ['lists of tokens', embeddingRequest, { input: wrong.map(() => wrong) }],
])('a list of wrong %s is given up at the first', (_, schema, body) => {
  const { error } = schema.safeParse({ model: 'm', ...body });
  expect(error).toBeDefined();
  expect(faultsIn(error?.issues ?? [])).toBeLessThan(10);
});

it.each([['a text'], [['one', 'two']], [[1, 2, 3]], [[[1], [2, 3]]]])(
  'an embedding may be asked of %j',
  (input) => {
    expect(embeddingRequest.parse({ model: 'm', input })).toEqual({ model: 'm', input });
  },
);
