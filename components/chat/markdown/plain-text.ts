import type { ElementContent } from 'hast';

/** What can be read of an element. */
export function plainText(node: ElementContent | undefined): string {
  if (node?.type === 'text') return node.value;
  return node?.type === 'element' ? node.children.map(plainText).join('') : '';
}
