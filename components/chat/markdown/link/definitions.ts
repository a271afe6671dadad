/** Link definitions, a line each (`[label]: url`), under their label as `labelOf` has it. */
export type LinkDefinitions = ReadonlyMap<string, string>;

/** In a block or two each, a long reply has some hundreds. */
const MOST_GIVEN = 2_000;
const MOST_CHARACTERS_GIVEN = 200_000;

/** What stands in brackets, with none in it but after a backslash. Such a one outside is passed over: it begins nothing. */
const BRACKETS = /\\.|\[((?:[^[\]\\]|\\.)*)\]/gs;

/**
 * For each of these texts, the definitions whose labels stand in it, in brackets, one line after the other: each is
 * parsed with its text. Where many texts name many, those at the end get none, as all together would take minutes.
 */
export function definitionsOf(texts: string[], definitions: LinkDefinitions): string[] {
  if (definitions.size === 0) return texts.map(() => '');
  let given = 0;
  let characters = 0;
  return texts.map((text) => {
    let lines = '';
    for (const label of labelsIn(text)) {
      const line = definitions.get(label) ?? '';
      if (line === '' || given === MOST_GIVEN || characters + line.length > MOST_CHARACTERS_GIVEN) continue;
      given += 1;
      characters += line.length;
      lines += line;
    }
    return lines;
  });
}

/** Each once. They need be no links: what is code here, the parser knows. */
function labelsIn(text: string): Set<string> {
  const labels = [...text.matchAll(BRACKETS)].flatMap(([, label]) => (label ? [labelOf(label)] : []));
  return new Set(labels);
}

/** By which CommonMark compares labels: their spaces, and the signs of a quotation before a line, count as one space. */
export function labelOf(label: string): string {
  const spaced = label.replace(/\n[ \t>]*/g, ' ').replace(/[ \t\n\r]+/g, ' ');
  // Some letters, as `ẞ`, have a small form only, or a capital one.
  return spaced.trim().toLowerCase().toUpperCase();
}
