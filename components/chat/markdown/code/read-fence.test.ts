import { describe, expect, it } from 'vitest';
import { readFence } from './read-fence';

describe('readFence', () => {
  it.each([
    [
      'a whole fence',
      '```ts title="a.ts"\nlet a\n\nlet b\n```\n',
      { language: 'ts', code: 'let a\n\nlet b' },
    ],
    ['tildes', '~~~\n```\n~~~', { language: undefined, code: '```' }],
    ['one that is still open', '```py\nif a:\n  b', { language: 'py', code: 'if a:\n  b' }],
    ['one whose closing fence is being written', '```py\nprint()\n``', { language: 'py', code: 'print()' }],
    // It went and came again, as if it were to close the code.
    [
      'one with a fence far in as its last line',
      '```py\n"""\n    ```',
      { language: 'py', code: '"""\n    ```' },
    ],
    ['one that closes a little further in', '```py\na\n   ```', { language: 'py', code: 'a' }],
    ['one whose language is being written', '```p', { language: undefined, code: '' }],
    ['one with a shorter fence in it', '````md\n```\na\n```\n````', { language: 'md', code: '```\na\n```' }],
  ])('reads %s', (_, text, fence) => {
    expect(readFence(text)).toEqual(fence);
  });
});
