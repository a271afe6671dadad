/**
 * The files of what is pasted, such as a screenshot. None where there is text with a layout too: a word processor and a
 * table add a picture of the text, and the text is meant.
 */
export function pastedFiles({ types, files }: { types: readonly string[]; files: Iterable<File> }): File[] {
  const isFormattedText = types.includes('text/html') && types.includes('text/plain');
  return isFormattedText ? [] : [...files];
}
