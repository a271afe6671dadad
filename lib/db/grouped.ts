import { isDatabaseUnreachable } from './errors';
import type { Database } from './types';

/** So many are under way at once: one is written while the next is on its way. */
const MOST_UNDER_WAY = 2;
/** One that takes longer, behind a lock or a dead connection, does not hold up the others. */
const SLOW_MS = 1_000;
/** A group that is too large holds its locks for too long. */
const LARGEST_GROUP = 100;

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * A statement that many ask for at the same time, each for one item. What comes while it is under way goes together
 * the next time: one round trip and one commit for all, and nobody waits for company.
 *
 * @param run does it for some items, all or nothing, and returns a result for each, in their order
 */
export function grouped<Item, Result>(
  run: (db: Database, items: Item[]) => Promise<Result[]>,
): (db: Database, item: Item) => Promise<Result> {
  const queues = new WeakMap<Database, Queue<Item, Result>>();
  return (db, item) => {
    const queue = queues.get(db) ?? new Queue((items) => run(db, items));
    queues.set(db, queue);
    return queue.add(item);
  };
}

class Queue<Item, Result> {
  private readonly waiting: Waiting<Item, Result>[] = [];
  private underWay = 0;
  private isDue = false;

  constructor(private readonly run: (items: Item[]) => Promise<Result[]>) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** At the end of this turn of the event loop: what arrives in the same turn goes together. */
  private schedule(): void {
    if (this.isDue || this.waiting.length === 0 || this.underWay >= MOST_UNDER_WAY) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      void this.runNext();
    });
  }

  private async runNext(): Promise<void> {
    const group = this.waiting.splice(0, LARGEST_GROUP);
    this.underWay++;
    const makeWay = once(() => {
      this.underWay--;
      this.schedule();
    });
    const slow = setTimeout(makeWay, SLOW_MS);
    this.schedule();
    await this.runGroup(group);
    clearTimeout(slow);
    makeWay();
  }

  /** Never throws: each is told its own. */
  private async runGroup(group: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.run(group.map(({ item }) => item));
      if (results.length !== group.length) throw new Error('A group needs a result for each of its items.');
      for (const [n, result] of results.entries()) group[n]?.resolve(result);
    } catch (error) {
      // What the database refuses because of one must not take the others with it.
      const isOnesFault = group.length > 1 && !isDatabaseUnreachable(error);
      if (isOnesFault) await Promise.all(group.map((each) => this.runGroup([each])));
      else for (const { reject } of group) reject(error);
    }
  }
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}
