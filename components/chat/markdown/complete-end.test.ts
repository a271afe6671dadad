import { describe, expect, it } from 'vitest';
import { completeEnd } from './complete-end';

describe('completeEnd', () => {
  it.each([
    ['**bol', '**bol**'],
    ['a *word', 'a *word*'],
    ['***both', '***both***'],
    ['~~gone', '~~gone~~'],
    ['**bold *it', '**bold *it***'],
    ['**bold ', '**bold**'],
    ['**bold*', '**bold**'],
    ['**a** and `co', '**a** and `co`'],
    ['**see `a**', '**see `a**`**'],
    ['| a |\n|---|\n| **b', '| a |\n|---|\n| **b**'],
  ])('closes what is open: %j', (text, whole) => {
    expect(completeEnd(text)).toBe(whole);
  });

  it.each([
    ['one **', 'one '],
    ['one `', 'one '],
    ['one ![', 'one '],
    ['这是**', '这是'],
    ['これは`', 'これは'],
    ['注意：~~', '注意：'],
    ['text\n-', 'text\n'],
    ['text\n--', 'text\n'],
    ['- one\n- **', '- one\n- '],
    ['1', ''],
    ['# ', '# '],
    ['##', ''],
    ['where \\(x^2 + \\', 'where '],
    ['where \\[ x', 'where '],
    ['where $$ x', 'where '],
    ['$$\na\n+ b', ''],
    ['- where $$ x\n  = y', '- where '],
    ['| a |\n|---|\n| $$ b', '| a |\n|---|\n| '],
    ['where $x_', 'where '],
    ['see [the pa', 'see the pa'],
    ['see [the page](https://exam', 'see the page'],
    ['so![a cat](https://exam', 'so'],
    ['so[^1', 'so'],
    ['| a | b', ''],
    ['text:\n| a | b |\n|--', 'text:\n'],
    ['| a | b |\n|---|', ''],
  ])('leaves out what means nothing yet: %j', (text, whole) => {
    expect(completeEnd(text)).toBe(whole);
  });

  it.each([
    'a **b** *c* `d` ~~e~~ [f](https://example.com) \\(g\\) $h$ $$i$$ ![j](k) l',
    'It costs $5 and $10',
    'Lucia ($$), Nopa ($$$), and Zuni',
    // All that came after it was hidden.
    '- Lucia: $$\n- Nopa',
    '1. Lucia $$ (Mexican)\n2. Nopa $$\n3. **Zuni**: $$ \n4. a',
    '| a | b |\n|---|---|\n| Lucia | $$ | Mission',
    'Lucia: $$\n\nNopa',
    '$$ is cheap.\n\nNopa',
    '2 * 3 * 4 and snake_case_name',
    '`**` and `\\(` and `[`',
    '- 2*3\n- **b** c',
    '| a | b |\n|---|---|\n| c | d',
    'a list:\n\n1. one\n2. two',
    'Wait! Now',
    '**注意：**这是',
    '这是`代码`',
    '- a\n  ```js\n  let a = "**x',
  ])('leaves alone what needs nothing: %j', (text) => {
    expect(completeEnd(text)).toBe(text);
  });
});
