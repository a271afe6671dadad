import type { Element, Root } from 'hast';

/** What remark calls the heading of all footnotes on a page, be they of several replies. */
const HEADING = 'footnote-label';

/** Whether a link was made of a footnote: from the text to the note, or back. No other leads to a place within a page. */
export function isFootnoteLink(node: Element | undefined): boolean {
  const { dataFootnoteRef, dataFootnoteBackref } = node?.properties ?? {};
  return dataFootnoteRef !== undefined || dataFootnoteBackref !== undefined;
}

/** A rehype plugin that gives the heading of the footnotes, by which their marks are described, an id of the reply’s own. */
export function rehypeFootnoteHeading({ prefix }: { prefix: string }) {
  return (tree: Root) => nameHeading(tree, prefix + HEADING);
}

function nameHeading(parent: Root | Element, id: string): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    const { properties } = child;
    if (properties.id === HEADING) properties.id = id;
    if (properties.dataFootnoteRef) properties.ariaDescribedBy = [id];
    nameHeading(child, id);
  }
}
