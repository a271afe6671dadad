/**
 * Cuts markdown into blocks that can be rendered one by one, so that only the last one is parsed again while a reply
 * streams in. Joined, the blocks are the text again.
 *
 * It cuts at blank lines that surely end a block: outside code fences and math, and not before an indented line or
 * between list items, which would start the list anew. A text with link definitions (`[label]: url`) or footnotes is
 * left whole, since those reach across blocks.
 */
export function splitBlocks(markdown: string): string[] {
  if (/^ {0,3}\[[^\]]+\]:/m.test(markdown)) return [markdown];

  const blocks: string[] = [];
  let block = '';
  let closingFence: RegExp | undefined;
  let afterBlankLine = false;

  for (const line of markdown.split(/(?<=\n)/)) {
    if (afterBlankLine && !closingFence && startsNewBlock(line, block)) {
      blocks.push(block);
      block = '';
    }
    block += line;
    closingFence = closingFence ? (closingFence.test(line) ? undefined : closingFence) : openedFence(line);
    afterBlankLine = line.trim() === '';
  }
  return block ? [...blocks, block] : blocks;
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
