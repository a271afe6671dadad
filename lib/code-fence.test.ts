import { describe, expect, it } from 'vitest';
import { withClosedFence } from './code-fence';

describe('withClosedFence', () => {
  it.each([
    ['```ts\nlet a', '```ts\nlet a\n```'],
    ['```ts\nlet a\n', '```ts\nlet a\n```'],
    ['````md\n```\na\n```', '````md\n```\na\n```\n````'],
    ['~~~\n```', '~~~\n```\n~~~'],
    ['1. ```\n   a', '1. ```\n   a\n   ```'],
    ['- a\n  ```sh\n  ls', '- a\n  ```sh\n  ls\n  ```'],
    ['```\na\n```\n\n```\nb', '```\na\n```\n\n```\nb\n```'],
    // Further in than three spaces, a fence is code: an example in a docstring ended it.
    ['```py\n"""\n    ```', '```py\n"""\n    ```\n```'],
    ['```go\n\t```', '```go\n\t```\n```'],
    ['- a\n  ```py\n      ```', '- a\n  ```py\n      ```\n  ```'],
    ['1. ```py\n       ```', '1. ```py\n       ```\n   ```'],
  ])('closes the code at the end of %j', (markdown, closed) => {
    expect(withClosedFence(markdown)).toBe(closed);
  });

  it.each([
    '',
    'Text.',
    '```\na\n```',
    '```\na\n   ```',
    '```a``` is code',
    '    ```\n    a\n    ```\n',
    '- a\n  ```\n  b\n     ```',
    '1.\t```\n\ta\n\t```',
  ])('leaves alone what is closed: %j', (markdown) => {
    expect(withClosedFence(markdown)).toBe(markdown);
  });
});
