const WORDS = /<<|>>|\/[^\s()<>[\]{}/%]{1,127}|\b(\d+)\s+\d+\s+R\b/g;

/**
 * The streams that names stand for in what a stream draws, where its own dictionary says so: names are local to it, and the
 * same one often stands for another stream within. Undefined where it doesn't say so, or says more than one thing.
 */
export function xObjectsOf(dictionary: string): Map<string, number[]> | undefined {
  if (dictionary.match(/\/Resources\b/g)?.length !== 1 || dictionary.match(/\/XObject\s*<</g)?.length !== 1) {
    return undefined;
  }
  if (/\/XObject\s+\d/.test(dictionary)) return undefined;
  const found = new Map<string, number[]>();
  const path: string[] = [];
  let name = '';
  for (const { 0: word, 1: reference } of dictionary.matchAll(WORDS)) {
    if (word === '<<') path.push(name);
    else if (word === '>>') path.pop();
    else if (reference === undefined) name = word;
    else if (path.join('') === '/Resources/XObject') {
      const ids = found.get(name);
      if (ids) ids.push(Number(reference));
      else found.set(name, [Number(reference)]);
    }
  }
  return found;
}
