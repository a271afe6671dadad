import type { Database } from '@/lib/db/types';
import { type Meter, type Metered, meterFinder, noSuchMeter } from '../meters/store';
import { collecting } from './collecting';
import type { MeterQuery } from './parameters';
import { type MeterRow, type MetersQuery, runQuery } from './run';

/** Answers what is asked in the same turn of the event loop by as few statements as can be. */
export interface Together {
  /** @throws Problem 404 when the namespace has no such meter */
  meter(idOrSlug: string): Promise<Metered>;
  /** Ordered by window, then by subject and group values. */
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
      const answers = new Map<string, Promise<Map<Meter, MeterRow[]>>>();
      for (const [likeness, alike] of byLikeness(asked)) answers.set(likeness, runQuery(db, alike));
      return asked.map(async (each) => (await answers.get(likenessOf(each)))?.get(each.meter) ?? []);
    }),
  };
}

/** What can be answered by one statement: the same question to meters that are cut alike and kept together. */
function byLikeness(asked: Asked[]): Map<string, MetersQuery> {
  const groups = new Map<string, MetersQuery>();
  for (const each of asked) {
    const likeness = likenessOf(each);
    const group = groups.get(likeness) ?? { meters: [], rollup: each.rollup, query: each.query };
    group.meters.push(each.meter);
    groups.set(likeness, group);
  }
  return groups;
}

function likenessOf({ meter, rollup, query }: Asked): string {
  const { filters, ...rest } = query;
  return JSON.stringify([rollup ?? meter.id, meter.eventFrom, meter.groupBy, rest, [...filters]]);
}
