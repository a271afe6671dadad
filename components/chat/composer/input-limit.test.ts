import { describe, expect, it } from 'vitest';
import { inputLimit, MAX_MESSAGE_CHARACTERS } from './input-limit';

describe('inputLimit', () => {
  it('has nothing against a message that fits', () => {
    expect(inputLimit('What is a token?', 4, 8_000)).toEqual({ state: 'fine' });
  });

  it('warns when the message alone is likely over the model’s context', () => {
    const limit = inputLimit('word '.repeat(10_000), 12_500, 8_000);
    expect(limit).toMatchObject({ state: 'likely too long' });
    expect(limit).toHaveProperty('message', expect.stringContaining('about 12,500 tokens'));
  });

  it('stops what nobody wrote, whatever the model takes', () => {
    const limit = inputLimit('a'.repeat(MAX_MESSAGE_CHARACTERS + 1), 100_000, 2_000_000);
    expect(limit).toMatchObject({ state: 'too long' });
    expect(limit).toHaveProperty('message', expect.stringContaining('400,001 characters'));
  });
});
