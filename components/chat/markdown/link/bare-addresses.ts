import type { Link, Nodes, Parents, PhrasingContent, Root } from 'mdast';

/**
 * The signs and spaces of Chinese and Japanese, in full width: no part of an address that is written in a text. Letters
 * of both blocks may be, such as the 々 of a name.
 */
const AFTER_ADDRESS = /(?![\p{L}\p{N}])[\u3000-\u303F\uFF00-\uFFEF]/u;

/**
 * A remark plugin, after GFM's, that ends a bare address before the first sign of Chinese or Japanese. They have no
 * spaces, and GFM ends an address only at one: it took the sentence after it along, even into the name of the host.
 */
export function remarkBareAddresses() {
  return (tree: Root) => endAddresses(tree);
}

function endAddresses(parent: Parents): void {
  for (let index = parent.children.length - 1; index >= 0; index--) {
    const child = parent.children[index];
    if (!child || !('children' in child)) continue;
    const pieces = child.type === 'link' && atItsEnd(child);
    if (pieces) parent.children.splice(index, 1, ...pieces);
    else endAddresses(child);
  }
}

/** The link up to where its address ends, and the rest as a text; nothing where they are the same. */
function atItsEnd(link: Link): PhrasingContent[] | undefined {
  const [label] = link.children;
  if (label?.type !== 'text' || !isBare(link, label)) return undefined;
  const end = label.value.search(AFTER_ADDRESS);
  if (end < 0) return undefined;
  const rest = label.value.slice(end);
  const url = link.url.slice(0, -rest.length);
  return [
    { ...link, url, children: [{ ...label, value: label.value.slice(0, end) }] },
    { type: 'text', value: rest },
  ];
}

/** Whether its text is its own address, with no brackets around: GFM puts `http://` or `mailto:` before some. */
function isBare(link: Link, label: Nodes & { value: string }): boolean {
  return link.url.endsWith(label.value) && link.position?.start.offset === label.position?.start.offset;
}
