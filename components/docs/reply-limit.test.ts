import { expect, it } from 'vitest';
import { replyLimit } from './reply-limit';

// The page named 4,096 and 8,192 tokens, whatever the operator had set.
it.each([
  [[4_096], 'at most 4,096 tokens'],
  [[16_000, 16_000], 'at most 16,000 tokens'],
  [[8_192, 512, 4_096], 'at most 512 to 8,192 tokens, depending on the model'],
])('the limit of a reply is that of the models there are: %j', (limits, words) => {
  expect(replyLimit(limits.map((replyTokens) => ({ replyTokens })))).toBe(words);
});
