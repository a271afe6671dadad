import type { Database } from '@/lib/db/types';
import { type Meter, type Metered, meterFinder, noSuchMeter } from '../meters/store';
import { collecting } from './collecting';
import type { MeterQuery } from './parameters';
import { type MeterRow, runQuery } from './run';

/** Answers what is asked in the same turn of the event loop by as few statements as can be. */
export interface Together {
  /** @throws Problem 404 when the namespace has no such meter */
  meter(idOrSlug: string): Promise<Metered>;
  /** Ordered by window, then by the bytes of subject and group values. */
  rows(asked: Asked): Promise<MeterRow[]>;
}

interface Asked extends Metered {
  query: MeterQuery;
}

/**
 * A page asks the same of several meters at the same time. Most of the work is to find the hours and to group them, so
 * meters of one rollup are answered by one statement.
 */
export function answeringTogether(db: Database, namespace: string): Together {
  const findMeters = meterFinder(db, namespace);
  return {
    meter: collecting((names) => {
      const found = findMeters(names);
      return names.map(async (name) => {
        const named = (await found).find(({ meter }) => meter.slug === name || meter.id === name);
        return named ?? noSuchMeter(name);
      });
    }),
    rows: collecting((asked) => {
      const answers = new Map<string, Promise<Map<string, MeterRow[]>>>();
      for (const [likeness, alike] of byLikeness(asked)) answers.set(likeness, answerAll(db, alike));
      return asked.map(async (each) => (await answers.get(likenessOf(each)))?.get(each.meter.id) ?? []);
    }),
  };
}

/** The same question to meters that are cut alike and kept together. */
interface Alike extends Omit<Asked, 'meter'> {
  /** By id: many may ask for the same one. */
  meters: Map<string, Meter>;
}

function byLikeness(asked: Asked[]): Map<string, Alike> {
  const groups = new Map<string, Alike>();
  for (const { meter, ...question } of asked) {
    const likeness = likenessOf({ meter, ...question });
    const group = groups.get(likeness) ?? { ...question, meters: new Map() };
    group.meters.set(meter.id, meter);
    groups.set(likeness, group);
  }
  return groups;
}

/** Each meter brings columns, of which Postgres selects at most 1,664: as many again may be groups. */
const MAX_METERS_AT_ONCE = 200;

/** What meters measured, by their ids. */
async function answerAll(db: Database, { meters, ...question }: Alike): Promise<Map<string, MeterRow[]>> {
  const all = [...meters.values()];
  const parts: Meter[][] = [];
  for (let first = 0; first < all.length; first += MAX_METERS_AT_ONCE)
    parts.push(all.slice(first, first + MAX_METERS_AT_ONCE));
  const answers = await Promise.all(parts.map((part) => runQuery(db, { ...question, meters: part })));
  return new Map(answers.flatMap((answer) => [...answer]));
}

function likenessOf({ meter, rollup, query }: Asked): string {
  const { filters, ...rest } = query;
  return JSON.stringify([rollup ?? meter.id, meter.eventFrom, meter.groupBy, rest, [...filters]]);
}
