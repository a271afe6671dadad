import type { ElementContent } from 'hast';

/** What can be read of an element. */
export function plainText(node: ElementContent | undefined): string {
  if (node?.type === 'text') return node.value;
  if (node?.type !== 'element') return '';
  // It is drawn apart from the words around it, and makes no longer word with them.
  if (node.tagName === 'img') return ` ${node.properties.alt ?? ''} `;
  return node.children.map(plainText).join('');
}
