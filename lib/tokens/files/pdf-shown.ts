import { groupBy } from '@/lib/group-by';
import type { DrawnContent } from './pdf-content';
import type { PdfObjects } from './pdf-objects';
import { xObjectsOf } from './pdf-resources';
import type { PdfStream } from './pdf-streams';
import { type Unpacker, UnreadableFileError } from './unpacker';

/** No page draws a drawing within a drawing so often; what does is made to look short. */
const DEEPEST_DRAWING = 50;
/** As many as there are in all that is unpacked. With more, things are drawn over and over. */
const MOST_GLYPHS = 16 * 1024 * 1024;
/** A name takes as much time to look up as so many bytes to unpack. */
const LOOK_UP_BYTES = 64;

/** What a stream draws. */
export interface Content extends DrawnContent, PdfStream {
  /** It is drawn by others. */
  isForm: boolean;
}

/**
 * How many characters all pages of a PDF show. A page may show what another does, and draw any number of times what is in the
 * file once. Which drawing a name stands for is looked up in the dictionary of what draws it, or else in all of them, and the
 * longest is taken.
 *
 * @throws UnreadableFileError where that can't be found, or is without end
 */
export function shownGlyphs(
  contents: readonly Content[],
  streams: readonly PdfStream[],
  { shown, listed, named }: PdfObjects,
  unpacker: Unpacker,
): number {
  unpacker.spend(contents.reduce((sum, { draws }) => sum + draws.size, 0) * LOOK_UP_BYTES);
  const byId = groupBy(contents, ({ id }) => id);
  const ids = new Set(streams.map(({ id }) => id));
  const known = new Map<Content, number>();
  const knownIds = new Map<number, number>();
  const knownNames = new Map<string, number>();
  const drawn = new Set<Content>();
  const open = new Set<Content>();

  function glyphsOf(content: Content): number {
    const before = known.get(content);
    if (before !== undefined) return before;
    if (open.has(content) || open.size > DEEPEST_DRAWING) throw endless();
    open.add(content);
    const own = content.draws.size > 0 ? xObjectsOf(content.dictionary) : undefined;
    let total = content.glyphs;
    for (const [name, times] of content.draws) {
      const local = own?.get(name);
      total += times * (local === undefined ? namedGlyphs(name) : mostOf(local));
    }
    open.delete(content);
    known.set(content, total);
    return total;
  }

  function namedGlyphs(name: string): number {
    const most = knownNames.get(name) ?? mostOf(named.get(name) ?? []);
    knownNames.set(name, most);
    return most;
  }

  function mostOf(candidates: Iterable<number>): number {
    let most = -1;
    for (const id of candidates) {
      if (ids.has(id)) most = Math.max(most, glyphsOfId(id));
    }
    if (most === -1) throw new UnreadableFileError('The PDF draws what is not in it.');
    return most;
  }

  /** A file that was edited may have an object more than once. */
  function glyphsOfId(id: number): number {
    let most = knownIds.get(id);
    if (most !== undefined) return most;
    most = 0;
    for (const content of byId.get(id) ?? []) {
      drawn.add(content);
      most = Math.max(most, glyphsOf(content));
    }
    knownIds.set(id, most);
    return most;
  }

  if ([...shown.keys()].some((id) => !ids.has(id))) {
    throw new UnreadableFileError('What a page of the PDF shows is not found.');
  }
  if (contents.some(({ id, glyphs, draws }) => listed.has(id) && glyphs + draws.size > 0)) {
    throw new UnreadableFileError('What pages of the PDF show is in lists elsewhere.');
  }
  let total = 0;
  for (const content of contents) {
    const times = shown.get(content.id);
    if (times !== undefined) total += times * (glyphsOf(content) + content.unshown);
    // Whatever it is: fonts and tables have none to speak of.
    else if (!content.isForm) total += content.glyphs;
  }
  for (const content of contents) {
    if (content.isForm && !shown.has(content.id) && !drawn.has(content)) total += glyphsOf(content);
  }
  if (total > MOST_GLYPHS) throw endless();
  return total;
}

function endless(): UnreadableFileError {
  return new UnreadableFileError('The PDF draws the same without end.');
}
