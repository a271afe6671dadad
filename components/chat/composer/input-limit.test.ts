import { describe, expect, it } from 'vitest';
import { inputLimit, MAX_MESSAGE_CHARACTERS } from './input-limit';

const room = (messageTokens: number, usedTokens: number, mostTokens = 8_000) => ({
  messageTokens,
  usedTokens,
  mostTokens,
});

describe('inputLimit', () => {
  it('has nothing against a message that fits', () => {
    expect(inputLimit('What is a token?', room(4, 0))).toEqual({ state: 'fine' });
    expect(inputLimit('What is a token?', room(4, 7_996))).toEqual({ state: 'fine' });
  });

  it('warns when the message alone is likely over the model’s context', () => {
    const limit = inputLimit('word '.repeat(10_000), room(12_500, 100));
    expect(limit).toMatchObject({ state: 'likely too long' });
    expect(limit).toHaveProperty('message', expect.stringContaining('about 12,500 tokens'));
  });

  // It was sent without a word, and refused.
  it('warns when it is likely over that with what was said before, unless nothing is written', () => {
    const limit = inputLimit('What is a token?', room(4, 7_997));
    expect(limit).toMatchObject({ state: 'likely too long' });
    expect(limit).toHaveProperty(
      'message',
      expect.stringContaining('the conversation is likely longer than the 8,000 tokens'),
    );
    expect(inputLimit('', room(0, 9_000))).toEqual({ state: 'fine' });
  });

  // At about every fourth character a screen reader was told another sum.
  it('says the same while more is written in a conversation that is full', () => {
    expect(inputLimit('What is', room(2, 8_000))).toEqual(inputLimit('What is a token?', room(4, 8_000)));
  });

  it('stops what nobody wrote, whatever the model takes', () => {
    const limit = inputLimit('a'.repeat(MAX_MESSAGE_CHARACTERS + 1), room(100_000, 0, 2_000_000));
    expect(limit).toMatchObject({ state: 'too long' });
    expect(limit).toHaveProperty('message', expect.stringContaining('400,001 characters'));
  });
});
