import { describe, expect, it } from 'vitest';
import { inputLimit, MAX_MESSAGE_CHARACTERS } from './input-limit';

const room = (messageTokens: number, usedTokens: number, mostTokens = 8_000) => ({
  messageTokens,
  usedTokens,
  mostTokens,
});
const message = (...args: Parameters<typeof inputLimit>) => {
  const limit = inputLimit(...args);
  return limit.state === 'fine' ? undefined : limit.message;
};

describe('inputLimit', () => {
  it('has nothing against a message that fits', () => {
    expect(inputLimit('What is a token?', room(4, 0))).toEqual({ state: 'fine' });
    expect(inputLimit('What is a token?', room(4, 7_996))).toEqual({ state: 'fine' });
  });

  it('warns when the message alone is likely over the model’s context', () => {
    const limit = inputLimit('word '.repeat(10_000), room(12_500, 100));
    expect(limit).toMatchObject({ state: 'likely too long', size: 'About 12,500 tokens now.' });
    expect(limit).toHaveProperty('message', expect.stringContaining('longer than the 8,000 tokens'));
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
  it('says the same while more is written than fits, but for the size of it', () => {
    expect(inputLimit('What is', room(2, 8_000))).toEqual(inputLimit('What is a token?', room(4, 8_000)));
    expect(message('word', room(12_500, 0))).toBe(message('word', room(12_501, 0)));
    const most = 'a'.repeat(MAX_MESSAGE_CHARACTERS);
    expect(message(`${most}a`, room(100_000, 0))).toBe(message(`${most}aa`, room(100_000, 0)));
  });

  it('stops what nobody wrote, whatever the model takes', () => {
    const limit = inputLimit('a'.repeat(MAX_MESSAGE_CHARACTERS + 1), room(100_000, 0, 2_000_000));
    expect(limit).toMatchObject({ state: 'too long', size: '400,001 characters now.' });
    expect(limit).toHaveProperty('message', expect.stringContaining('400,000 characters at most'));
  });
});
