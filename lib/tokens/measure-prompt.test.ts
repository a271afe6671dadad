import { describe, expect, it } from 'vitest';
import { type ChatPrompt, type ChatPromptPart, measureChatPrompt } from './prompt';

const user = (...parts: ChatPromptPart[]) => ({ role: 'user', content: parts });

describe('measureChatPrompt', () => {
  const hello = { type: 'text', text: 'hello' } as const;

  // They were taken for facts: a picture that a model reads was refused as too long.
  it.each<[string, ChatPromptPart, number]>([
    ['an image', { type: 'image' }, 10_000 * 1.2],
    ['a PDF', { type: 'file', pages: 1 }, 1_500 + 2_500 * 1.2],
    ['what only its vendor can read', { type: 'encrypted', sizeBytes: 400 }, 100],
    ['a text file', { type: 'file', text: '', sizeBytes: 0 }, 0],
  ])('says how much of a prompt is a guess at %s', async (_, part, tokens) => {
    const measured = await measureChatPrompt({ model: 'gemma', messages: [user(hello, part)] });
    expect(measured).toEqual({ promptTokens: 8 + tokens, estimatedTokens: tokens });
  });

  it('guesses with the factor that it counts with', async () => {
    const messages = [user(hello, { type: 'encrypted', sizeBytes: 400 })];
    const measured = await measureChatPrompt({ model: 'gemma', messages, factor: 1.25 });
    expect(measured).toEqual({ promptTokens: 135, estimatedTokens: 125 });
  });
});

// A prompt that was refused for its length had been counted to its end first.
describe('measureChatPrompt of more than a model takes', () => {
  const long = { type: 'text', text: 'one two '.repeat(64 * 1024) } as const;

  it.each([undefined, 1.25])('gives up once it has counted more (factor %s)', async (factor) => {
    const messages = [user(long), user(long)];
    const { promptTokens } = await measureChatPrompt({ model: 'gpt-4o', messages, factor }, 5_000);
    expect(promptTokens).toBeGreaterThan(5_000);
    expect(promptTokens).toBeLessThan(64 * 1024);
  });

  it.each<[string, ChatPrompt]>([
    ['is within the limit', { model: 'gpt-4o', messages: [user(long)] }],
    [
      'is beyond it by an estimate alone',
      { model: 'gpt-4o', messages: [user(long, { type: 'file', pages: 1_000 })] },
    ],
  ])('counts to the end what %s', async (_, prompt) => {
    expect(await measureChatPrompt(prompt, 1_000_000)).toEqual(await measureChatPrompt(prompt));
  });
});
