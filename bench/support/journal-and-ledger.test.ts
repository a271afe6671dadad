import { describe, expect, it } from 'vitest';
import { differenceOf } from './journal-and-ledger';

const one = { responseId: 'chatcmpl-1', promptTokens: 10, outputTokens: 32 };
const other = { ...one, responseId: 'chatcmpl-2' };

describe('what upstream sent beside what is billed', () => {
  it('is the same in any order', () => {
    expect(differenceOf([one, other], [other, one])).toEqual({ responses: 0, tokens: 0 });
  });

  // Guards: lists compared as sets find nothing where one response is billed twice.
  it('differs by a response that is billed twice', () => {
    expect(differenceOf([one], [one, one])).toEqual({ responses: 1, tokens: 42 });
  });

  it('differs by a response that was sent twice and billed once', () => {
    expect(differenceOf([one, one], [one])).toEqual({ responses: 1, tokens: 42 });
  });

  // Guards: of two sums nobody sees that one response was lost and another one billed twice.
  it('differs by two, where one is lost and another one is billed twice', () => {
    expect(differenceOf([one, other], [one, one])).toEqual({ responses: 2, tokens: 84 });
  });

  it('differs by a response with other numbers, once in each', () => {
    expect(differenceOf([one], [{ ...one, outputTokens: 30 }])).toEqual({ responses: 2, tokens: 2 });
  });
});
