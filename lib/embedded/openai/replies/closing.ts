/** The quiet line under every reply, so that nobody takes the demo for a model. */
export const closingLine = '*A prepared reply of the built-in demo; no model was asked.*';

/** A reply of the demo as it is sent, the line under it. */
export function withClosingLine(markdown: string): string {
  return `${markdown}\n\n${closingLine}`;
}
