/**
 * Lets only so many be under way at a time. The others wait in memory, and come in the order in which they asked.
 *
 * @returns a function that does the work it is given when its turn has come, and answers or fails as the work does
 */
export function takingTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let underWay = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (underWay < most) underWay++;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      // The place goes to who has waited longest.
      const next = waiting.shift();
      if (next) next();
      else underWay--;
    }
  };
}

/**
 * Lets only one of each key be under way at a time, in the order in which they asked. Nothing is kept of a key that has none.
 *
 * @returns a function that does the work it is given when the turn of its key has come, and answers or fails as the work does
 */
export function takingTurnsByKey<Key>(): <T>(key: Key, work: () => Promise<T>) => Promise<T> {
  const ends = new Map<Key, Promise<void>>();
  return (key, work) => {
    const before = ends.get(key);
    const answer = before ? before.then(work) : work();
    const over = () => {
      if (ends.get(key) === end) ends.delete(key);
    };
    const end = answer.then(over, over);
    ends.set(key, end);
    return answer;
  };
}
