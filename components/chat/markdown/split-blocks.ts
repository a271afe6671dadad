import { openedFence } from '@/lib/code-fence';
import { type LinkDefinitions, labelOf } from './link/definitions';

export interface MarkdownBlock {
  /** Code and formulas at the margin need no markdown parser. */
  kind: 'markdown' | 'code' | 'formula';
  /** Where it begins in the text; it stays the same while text is added. */
  start: number;
  text: string;
}

export interface SplitMarkdown {
  blocks: MarkdownBlock[];
  /** Of all blocks; they hold for each of them. */
  definitions: LinkDefinitions;
}

/**
 * Cuts markdown into blocks that can be rendered one by one, so that only the last one is parsed again while a reply
 * streams in. Joined, the blocks are the text again.
 *
 * It cuts around code fences and formulas that begin at the margin, and at blank lines that surely end a block: not
 * within a fence, nor before an indented line or between list items, which would start the list anew. A text with
 * footnotes is left whole, as they are numbered through it.
 */
export function splitBlocks(markdown: string): SplitMarkdown {
  const blocks: MarkdownBlock[] = [];
  const definitions = new Map<string, string>();
  let block: MarkdownBlock = { kind: 'markdown', start: 0, text: '' };
  let closing: RegExp | undefined;
  let afterBlankLine = false;
  let hasListItem = false;

  for (const line of markdown.match(LINES) ?? []) {
    const isBlank = line.trim() === '';
    const kind = kindAtMargin(line);
    // Neither is in a formula, so this was none.
    if (block.kind === 'formula' && (isBlank || kind === 'code')) becomeMarkdown();
    if (closing) {
      block.text += line;
      if (closing.test(line)) close();
      continue;
    }
    if (kind !== 'markdown' || (afterBlankLine && startsNewBlock(line, hasListItem))) begin(kind);
    block.text += line;
    // Also one right under a line of text.
    hasListItem ||= LIST_ITEM.test(line);
    closing = kind === 'formula' ? FORMULA_END : openedFence(line)?.closing;
    if (kind === 'formula' && isWholeFormula(line)) close();
    if (FOOTNOTE.test(line)) return whole(markdown);
    const definition = line.trimEnd();
    const label = labelOf(DEFINITION.exec(definition)?.[1] ?? '');
    // Of several, the first holds.
    if (label && !definitions.has(label)) definitions.set(label, `${definition}\n`);
    afterBlankLine = isBlank;
  }
  if (block.kind === 'formula') becomeMarkdown();
  begin('markdown');
  return { blocks, definitions };

  function begin(kind: MarkdownBlock['kind']) {
    if (block.text) blocks.push(block);
    block = { kind, start: block.start + block.text.length, text: '' };
    hasListItem = false;
  }

  function close() {
    closing = undefined;
    // What is fenced within a list goes on after it.
    if (block.kind !== 'markdown') begin('markdown');
  }

  function becomeMarkdown() {
    block.kind = 'markdown';
    closing = undefined;
  }
}

const LINES = /[^\n]*\n|[^\n]+$/g;
const FOOTNOTE = /^ {0,3}\[\^[^\]]+\]:/;
/** Whole: what is said by somebody, `[Alice]: Hello there.`, is none. */
const DEFINITION =
  /^ {0,3}\[([^\]]+)\]:[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/;
/** Also one of which only the sign has come so far. */
const LIST_ITEM = /^ {0,3}([-*+]|\d{1,9}[.)]?)(\s|$)/;
const CODE_START = /^(`{3,}[^`]*|~{3,}.*)$/;
/** As `remarkInlineMath` has it: not `$$$`, nor `$$, …`. */
const FORMULA_START = /^(\$\$(?![$),.;])|\\\[)/;
const FORMULA_END = /((?<!\$)\$\$|\\\])\s*$/;

function whole(markdown: string): SplitMarkdown {
  return { blocks: [{ kind: 'markdown', start: 0, text: markdown }], definitions: new Map() };
}

function kindAtMargin(line: string): MarkdownBlock['kind'] {
  if (CODE_START.test(line.trimEnd())) return 'code';
  if (!FORMULA_START.test(line)) return 'markdown';
  // With text after it on its line, a formula belongs to that text.
  return isWholeFormula(line) || !/\$\$|\\\]/.test(line.slice(2)) ? 'formula' : 'markdown';
}

function isWholeFormula(line: string): boolean {
  return FORMULA_END.test(line.slice(2));
}

function startsNewBlock(line: string, isAfterListItem: boolean): boolean {
  if (/^(\s|$)/.test(line)) return false;
  return !(isAfterListItem && LIST_ITEM.test(line));
}
