interface Asked<Key, Found> {
  key: Key;
  resolve(found: Found | Promise<Found>): void;
}

/**
 * Collects what is asked for in one turn of the event loop, to look for all of it together.
 *
 * @param findAll what is found for each key, in their order
 */
export function collecting<Key, Found>(
  findAll: (keys: Key[]) => Promise<Found>[],
): (key: Key) => Promise<Found> {
  let asked: Asked<Key, Found>[] = [];

  function answer(): void {
    const now = asked;
    asked = [];
    const found = findAll(now.map(({ key }) => key));
    for (const [index, { resolve }] of now.entries()) {
      resolve(found[index] ?? Promise.reject(new RangeError('Nothing was looked for.')));
    }
  }

  return (key) =>
    new Promise((resolve) => {
      asked.push({ key, resolve });
      if (asked.length === 1) setImmediate(answer);
    });
}
