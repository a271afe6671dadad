import type { Link, Nodes, Parents, PhrasingContent, Root } from 'mdast';

/**
 * The signs and spaces of Chinese and Japanese, in full width: no part of an address that is written in a text. Letters
 * of both blocks may be, such as the 々 of a name.
 */
const AFTER_ADDRESS = /(?![\p{L}\p{N}])[\u3000-\u303F\uFF00-\uFFEF]/u;
const TRAILING_SIGNS = `?!.,:;*_~"'`;

/**
 * A remark plugin, after GFM's, that ends a bare address before the first sign of Chinese or Japanese. They have no
 * spaces, and GFM ends an address only at one: it took the sentence after it along, even into the name of the host. Of
 * what follows, all is text: a further address in it is not found.
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
  const cut = label.value.search(AFTER_ADDRESS);
  if (cut < 0) return undefined;
  const end = endOf(label.value.slice(0, cut));
  const rest = label.value.slice(end);
  const url = link.url.slice(0, -rest.length);
  return [
    { ...link, url, children: [{ ...label, value: label.value.slice(0, end) }] },
    { type: 'text', value: rest },
  ];
}

/** Where an address ends but for the signs after it, and the brackets that it did not open, as GFM has it before a space. */
function endOf(address: string): number {
  let unopened = address.split(')').length - address.split('(').length;
  let end = address.length;
  for (; end > 0; end--) {
    const sign = address.charAt(end - 1);
    if (sign === ')' && unopened > 0) unopened--;
    else if (!TRAILING_SIGNS.includes(sign)) break;
  }
  return end;
}

/** Whether its text is its own address, with no brackets around: GFM puts `http://` or `mailto:` before some. */
function isBare(link: Link, label: Nodes & { value: string }): boolean {
  return link.url.endsWith(label.value) && link.position?.start.offset === label.position?.start.offset;
}
