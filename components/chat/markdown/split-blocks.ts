export interface MarkdownBlock {
  /** Where it begins in the text; it stays the same while text is added. */
  start: number;
  text: string;
}

/**
 * Cuts markdown into blocks that can be rendered one by one, so that only the last one is parsed again while a reply
 * streams in. Joined, the blocks are the text again.
 *
 * It cuts at blank lines that surely end a block: outside code fences and math, and not before an indented line or
 * between list items, which would start the list anew. A text with link definitions (`[label]: url`) or footnotes is
 * left whole, since those reach across blocks.
 */
export function splitBlocks(markdown: string): MarkdownBlock[] {
  if (/^ {0,3}\[[^\]]+\]:/m.test(markdown)) return [{ start: 0, text: markdown }];

  const blocks: MarkdownBlock[] = [];
  let block: MarkdownBlock = { start: 0, text: '' };
  let closingFence: RegExp | undefined;
  let afterBlankLine = false;

  for (const line of markdown.split(/(?<=\n)/)) {
    if (afterBlankLine && !closingFence && startsNewBlock(line, block.text)) {
      blocks.push(block);
      block = { start: block.start + block.text.length, text: '' };
    }
    block.text += line;
    closingFence = closingFence ? (closingFence.test(line) ? undefined : closingFence) : openedFence(line);
    afterBlankLine = line.trim() === '';
  }
  return block.text ? [...blocks, block] : blocks;
}

/** Also one of which only the sign has come so far. */
const LIST_ITEM = /^ {0,3}([-*+]|\d{1,9}[.)]?)(\s|$)/;

function startsNewBlock(line: string, block: string): boolean {
  if (/^(\s|$)/.test(line)) return false;
  return !(LIST_ITEM.test(block) && LIST_ITEM.test(line));
}

/** What closes the fence that this line opens: at least as many of its signs, alone on a line. */
function openedFence(line: string): RegExp | undefined {
  const fence = /^\s*(?:[-*+]\s+|\d{1,9}[.)]\s+)?(`{3,}|~{3,}|\$\$)/.exec(line)?.[1];
  if (!fence || (fence === '$$' && line.trim().length > 2)) return undefined;
  return new RegExp(`^\\s*\\${fence[0]}{${fence.length},}\\s*$`);
}
