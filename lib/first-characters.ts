/** The beginning of a text. A character that JavaScript stores as two halves counts as one, and is not cut. */
export function firstCharacters(text: string, mostCharacters: number): string {
  let end = 0;
  let left = mostCharacters;
  for (const character of text) {
    if (left-- === 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}
