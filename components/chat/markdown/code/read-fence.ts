export interface FencedCode {
  /** The first word after the opening fence; nothing while that line is still being written. */
  language: string | undefined;
  code: string;
}

/** Takes a code fence at the margin apart, as far as it has come. Empty lines at the end are left out. */
export function readFence(text: string): FencedCode {
  const [opening = '', ...lines] = text.trimEnd().split('\n');
  const [, fence = '', language] = /^(`+|~+)\s*(\S*)/.exec(opening) ?? [];
  // One that is being written is still shorter than the opening one. Further in than three spaces, it is code.
  if (isMadeOf(fence.charAt(0), (lines.at(-1) ?? '').replace(/^ {1,3}/, ''))) lines.pop();
  return {
    language: text.includes('\n') ? language || undefined : undefined,
    code: lines.join('\n').trimEnd(),
  };
}

function isMadeOf(sign: string, line: string): boolean {
  return line !== '' && line.replaceAll(sign, '') === '';
}
