import type { Element, Root } from 'hast';

const BLOCKS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'blockquote']);

/**
 * A rehype plugin that has the browser find out of each block whether it is read from the left or from the right. Only
 * the outermost get a `dir`: an element that has one does not count for what it is in, so a list whose items had theirs
 * would always be one from the left (https://html.spec.whatwg.org/multipage/dom.html#contained-text-auto-directionality).
 */
export function rehypeTextDirection() {
  return (tree: Root) => setDirection(tree);
}

function setDirection(parent: Root | Element): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    if (BLOCKS.has(child.tagName)) child.properties.dir = 'auto';
    else setDirection(child);
  }
}
