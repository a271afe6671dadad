// @vitest-environment happy-dom

import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import Markdown from './markdown';

const REPLY = `# How *it* grows

A paragraph with **bold**, *italic*, ***both***, \`code\`, ~~gone~~, a [link](https://example.com/a), an
![image](https://example.com/b.png), and a formula \\(a_1 * b_2\\). It costs $5 and $10.

Steps:
1. **First** do this
2. Then that:
   \`\`\`sh
   ls
   \`\`\`
3. \\[ c = d \\]

Code:
\`\`\`ts
const a = 1;

const b = 2;
\`\`\`
and a formula
\\[
e
+ f
\\]

| name | value |
|------|------:|
| **g** | \`1\` |
| [h](https://example.com) | 2 |

- [ ] one
- [x] **two**

> Said [somebody][1].

---

The end.

[1]: https://example.com/c
`;

/** Of markdown, none of it to be seen when it is rendered. */
const RAW = /\*|~~|`|\]\(|\[|\||\\|\$\$|(^|\n)(#|>|-+)/;

/** What can be read of an element, but for its formulas: KaTeX keeps their TeX beside them. */
function visibleText(element: Element | undefined): string {
  const copy = document.createElement('div');
  copy.append(...(element ? [element.cloneNode(true)] : []));
  for (const formula of copy.querySelectorAll('.katex')) formula.remove();
  // Nobody knows yet that this will be a link.
  return copy.textContent.replace('[somebody][1]', '');
}

describe('a reply that grows', () => {
  beforeAll(async () => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' });
    await import('./math/katex-formula');
  });

  function reader() {
    const root = createRoot(document.body.appendChild(document.createElement('div')));
    const show = (text: string, isGrowing: boolean) =>
      act(async () => root.render(<Markdown isGrowing={isGrowing}>{text}</Markdown>));
    const elements = () => [...(document.querySelector('.markdown')?.children ?? [])];
    return { show, elements, close: () => act(async () => root.unmount()) };
  }

  it('never touches what stands before its last element, and shows no raw markdown at its end', async () => {
    const { show, elements, close } = reader();
    let before: { element: Element; html: string }[] = [];
    for (let length = 1; length <= REPLY.length; length++) {
      await show(REPLY.slice(0, length), true);
      const now = elements().map((element) => ({ element, html: element.outerHTML }));
      const finished = Math.min(before.length, now.length) - 1;
      for (let index = 0; index < finished; index++) {
        // The link that is defined last changes where it is used.
        if (now[index]?.html.includes('somebody')) continue;
        expect(now[index]?.element).toBe(before[index]?.element);
        expect(now[index]?.html).toBe(before[index]?.html);
      }
      expect(visibleText(now.at(-1)?.element), REPLY.slice(0, length)).not.toMatch(RAW);
      before = now;
    }
    await close();
  });

  it('shows no raw markdown where there are no spaces, as in Chinese', async () => {
    const { show, elements, close } = reader();
    const reply = '这是**「注意」**的~~删除。~~了`代码`，*好！*再见';
    for (let length = 1; length <= reply.length; length++) {
      await show(reply.slice(0, length), true);
      expect(visibleText(elements().at(-1)), reply.slice(0, length)).not.toMatch(RAW);
    }
    await close();
  });

  it('looks the same when it has ended', async () => {
    const { show, elements, close } = reader();
    await show(REPLY, true);
    const growing = elements();
    const html = growing.map(({ outerHTML }) => outerHTML);
    await show(REPLY, false);
    expect(elements()).toEqual(growing);
    expect(elements().map(({ outerHTML }) => outerHTML)).toEqual(html);
    await close();
  });
});
