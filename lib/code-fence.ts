/** A fence of code that a line of markdown opens. */
export interface CodeFence {
  /** What closes it: at least as many of its signs, alone on a line, and no more than three spaces further in. */
  closing: RegExp;
  /** A line that does so, as far to the right. */
  closingLine: string;
}

/** The fence that a line opens, also as a list item. */
export function openedFence(line: string): CodeFence | undefined {
  // Few lines have one, and a long reply is cut again with every word that comes.
  if (!line.includes('```') && !line.includes('~~~')) return undefined;
  const [, before = '', ticks, tildes] =
    /^(\s*(?:[-*+]\s+|\d{1,9}[.)]\s+)?)(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(line.trimEnd()) ?? [];
  const fence = ticks ?? tildes;
  if (!fence) return undefined;
  // Further in they are code, as in an example within a docstring. A tab leads further than three spaces.
  const indent = before ? `[ \\t]{0,${before.length + 3}}` : ' {0,3}';
  return {
    closing: new RegExp(`^${indent}${fence[0]}{${fence.length},}\\s*$`),
    closingLine: before.replace(/\S/g, ' ') + fence,
  };
}

/** A markdown text, with a last line that closes the code that is open at its end. */
export function withClosedFence(markdown: string): string {
  let open: CodeFence | undefined;
  for (const line of markdown.split('\n')) {
    if (!open) open = openedFence(line);
    else if (open.closing.test(line)) open = undefined;
  }
  if (!open) return markdown;
  return `${markdown}${markdown.endsWith('\n') ? '' : '\n'}${open.closingLine}`;
}
