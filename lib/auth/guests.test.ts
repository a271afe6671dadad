import { describe, expect, it } from 'vitest';
import { guestsAllowed } from './guests';

describe('guests', () => {
  it.each([
    ['are welcome while the demo answers', {}, true],
    ['are not with a key of OpenAI', { OPENAI_API_KEY: 'sk-test-key' }, false],
    ['are not with another server', { OPENAI_BASE_URL: 'http://localhost:11434/v1' }, false],
    [
      'are with a real upstream when the operator says so',
      { OPENAI_API_KEY: 'sk-test-key', GUESTS: 'on' },
      true,
    ],
    ['are not with the demo when the operator says so', { GUESTS: 'off' }, false],
  ] as const)('%s', (_, settings, allowed) => {
    expect(
      guestsAllowed({
        GUESTS: undefined,
        OPENAI_API_KEY: undefined,
        OPENAI_BASE_URL: undefined,
        ...settings,
      }),
    ).toBe(allowed);
  });
});
