import { and, asc, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { embeddedMeterRollups, embeddedMeters } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { Problem } from '../http/problem';
import { withMeterChangeLock } from '../lock';
import { type Rollup, rollupNeeds } from '../rollups/rollup';
import { dropUnusedRollups, provideRollups } from '../rollups/store';
import type { MeterChange, MeterDefinition } from './definition';
import { newUlid } from './ulid';

/** A meter as it is kept. */
export type Meter = typeof embeddedMeters.$inferSelect;

export interface ListOrder {
  by: 'key' | 'name' | 'aggregation' | 'createdAt' | 'updatedAt';
  descending: boolean;
  includeDeleted: boolean;
}

const ORDER_COLUMNS = {
  key: embeddedMeters.slug,
  name: embeddedMeters.name,
  aggregation: embeddedMeters.aggregation,
  createdAt: embeddedMeters.createdAt,
  updatedAt: embeddedMeters.updatedAt,
};

/** A meter, with the rollup that answers for it if there is one. */
export interface Metered {
  meter: Meter;
  rollup: Rollup | null;
}

/** @throws Problem 404 when the namespace has no such meter */
export async function getMeter(db: Database, namespace: string, idOrSlug: string): Promise<Meter> {
  const { meter } = await getMeterAndRollup(db, namespace, idOrSlug);
  return meter;
}

/** @throws Problem 404 when the namespace has no such meter */
export async function getMeterAndRollup(db: Database, namespace: string, idOrSlug: string): Promise<Metered> {
  const [found] = await meterFinder(db, namespace)([idOrSlug]);
  return found ?? noSuchMeter(idOrSlug);
}

/** @throws Problem 404 */
export function noSuchMeter(idOrSlug: string): never {
  throw new Problem(404, `not found error: meter not found: ${idOrSlug}`);
}

/**
 * Finds the meters that have one of some names or ids, in no order. The statement is put together once: for every query
 * anew that took longer than the answer of the database.
 */
export function meterFinder(db: Database, namespace: string): (idsOrSlugs: string[]) => Promise<Metered[]> {
  const named = sql`(select jsonb_array_elements_text(${sql.placeholder('names')}::text::jsonb))`;
  const statement = db
    .select({ meter: embeddedMeters, rollup: embeddedMeterRollups })
    .from(embeddedMeters)
    .leftJoin(embeddedMeterRollups, eq(embeddedMeterRollups.id, embeddedMeters.rollupId))
    .where(
      and(isLiveIn(namespace), sql`(${embeddedMeters.slug} in ${named} or ${embeddedMeters.id} in ${named})`),
    )
    .prepare('embedded_meters_by_name');
  return (idsOrSlugs) => statement.execute({ names: JSON.stringify(idsOrSlugs) });
}

export async function listMeters(
  db: Database,
  namespace: string,
  order: ListOrder = { by: 'key', descending: false, includeDeleted: false },
): Promise<Meter[]> {
  const direction = order.descending ? desc : asc;
  return db
    .select()
    .from(embeddedMeters)
    .where(order.includeDeleted ? eq(embeddedMeters.namespace, namespace) : isLiveIn(namespace))
    .orderBy(direction(ORDER_COLUMNS[order.by]), direction(embeddedMeters.id));
}

/**
 * Makes a meter. Events that were there before it count.
 *
 * @throws Problem 409 when the slug is taken
 */
export async function createMeter(
  db: Database,
  namespace: string,
  definition: MeterDefinition,
  now: Date,
): Promise<Meter> {
  const [meter] = await createMissingMeters(db, namespace, [definition], now);
  if (!meter) throw new Problem(409, 'conflict error: meter with the same slug already exists');
  return meter;
}

/**
 * Makes those meters whose slug is free, and leaves the others as they are.
 *
 * @returns the meters that were made
 */
export async function createMissingMeters(
  db: Database,
  namespace: string,
  definitions: readonly MeterDefinition[],
  now: Date,
): Promise<Meter[]> {
  // Who finds them all must not wait for the lock, nor have others wait behind it.
  if ((await missingOf(db, namespace, definitions)).length === 0) return [];
  return withMeterChangeLock(db, namespace, async (tx) => {
    const missing = await missingOf(tx, namespace, definitions);
    if (missing.length === 0) return [];
    const rollupIds = await provideRollups(tx, namespace, missing.map(rollupNeeds));
    const rows = missing.map((definition, index) => ({
      ...definition,
      id: newUlid(now),
      namespace,
      name: definition.name ?? definition.slug,
      groupBy: definition.groupBy ?? {},
      rollupId: rollupIds[index] ?? null,
      createdAt: now,
      updatedAt: now,
    }));
    return tx.insert(embeddedMeters).values(rows).returning();
  });
}

async function missingOf(
  db: Database,
  namespace: string,
  definitions: readonly MeterDefinition[],
): Promise<MeterDefinition[]> {
  const taken = new Set((await listMeters(db, namespace)).map((meter) => meter.slug));
  return definitions.filter(({ slug }) => !taken.has(slug));
}

/** @throws Problem 404 when the meter is gone */
export async function updateMeter(
  db: Database,
  meter: Meter,
  change: MeterChange,
  now: Date,
): Promise<Meter> {
  const { namespace } = meter;
  const groupBy = change.groupBy ?? {};
  return withMeterChangeLock(db, namespace, async (tx) => {
    const [rollupId = null] = await provideRollups(tx, namespace, [rollupNeeds({ ...meter, groupBy })]);
    const [updated] = await tx
      .update(embeddedMeters)
      .set({
        name: change.name ?? meter.slug,
        description: change.description ?? null,
        groupBy,
        metadata: change.metadata ?? null,
        rollupId,
        updatedAt: now,
      })
      .where(and(isLiveIn(namespace), eq(embeddedMeters.id, meter.id)))
      .returning();
    if (!updated) throw new Problem(404, `not found error: meter not found: ${meter.slug}`);
    await dropUnusedRollups(tx, namespace);
    return updated;
  });
}

/** The events stay: a new meter counts them again. */
export async function deleteMeter(db: Database, meter: Meter, now: Date): Promise<void> {
  await withMeterChangeLock(db, meter.namespace, async (tx) => {
    await tx.update(embeddedMeters).set({ deletedAt: now }).where(eq(embeddedMeters.id, meter.id));
    await dropUnusedRollups(tx, meter.namespace);
  });
}

function isLiveIn(namespace: string): SQL | undefined {
  return and(eq(embeddedMeters.namespace, namespace), isNull(embeddedMeters.deletedAt));
}
