import { groupBy } from '../../group-by';
import type { DrawnContent } from './pdf-content';
import type { PdfObjects } from './pdf-objects';

/** No page draws a drawing within a drawing so often; what does is made to look short. */
const DEEPEST_DRAWING = 50;

interface Content extends DrawnContent {
  id?: number;
  /** It is drawn by others. */
  isForm: boolean;
}

/**
 * How many characters all pages of a PDF show. A page may show what another does, and draw any number of times what is in the
 * file once; which drawing a name stands for is looked up in all dictionaries, and the longest is taken.
 */
export function shownGlyphs(contents: readonly Content[], { shown, named }: PdfObjects): number {
  const byId = groupBy(contents, ({ id }) => id);
  const glyphsOfName = new Map<string, number>();
  const drawn = new Set<Content>();

  function glyphsOf({ glyphs, draws }: Content, depth: number): number {
    if (depth > DEEPEST_DRAWING) return Infinity;
    let total = glyphs;
    for (const [name, times] of draws) total += times * namedGlyphs(name, depth + 1);
    return total;
  }

  function namedGlyphs(name: string, depth: number): number {
    const known = glyphsOfName.get(name);
    if (known !== undefined) return known;
    // What draws itself is drawn once.
    glyphsOfName.set(name, 0);
    let most = 0;
    for (const id of named.get(name) ?? []) {
      for (const content of byId.get(id) ?? []) {
        drawn.add(content);
        most = Math.max(most, glyphsOf(content, depth));
      }
    }
    glyphsOfName.set(name, most);
    return most;
  }

  const total = (some: readonly Content[]) =>
    some.reduce((sum, content) => {
      const times = (content.id !== undefined && shown.get(content.id)) || 1;
      return sum + times * glyphsOf(content, 0);
    }, 0);
  const onPages = total(contents.filter(({ isForm }) => !isForm));
  return onPages + total(contents.filter((content) => content.isForm && !drawn.has(content)));
}
