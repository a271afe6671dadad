import { and, asc, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { embeddedMeterRollups, embeddedMeters } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { Problem } from '../http/problem';
import { withMeterChangeLock } from '../lock';
import { type Rollup, rollupNeeds } from '../rollups/rollup';
import { dropUnusedRollups, fillRollups, provideRollups } from '../rollups/store';
import { checkMeter, checkMeterChange, type MeterChange, type MeterDefinition } from './definition';
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
  const [found] = await meterFinder(db, namespace)([idOrSlug]);
  return found?.meter ?? noSuchMeter(idOrSlug);
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
 * @throws Problem 409 when the slug is taken, 400 when the event type has too many groups and values already
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
 * @throws Problem 400 when OpenMeter would refuse one of them, or an event type would have too many groups and values
 */
export async function createMissingMeters(
  db: Database,
  namespace: string,
  definitions: readonly MeterDefinition[],
  now: Date,
): Promise<Meter[]> {
  // Who finds them all must not wait for the lock, nor have others wait behind it.
  if (missingOf(definitions, await listMeters(db, namespace)).length === 0) return [];
  return changeMeters(db, namespace, (meters) => ({ create: missingOf(definitions, meters) }), now);
}

function missingOf(definitions: readonly MeterDefinition[], meters: Meter[]): MeterDefinition[] {
  const taken = new Set(meters.map(({ slug }) => slug));
  return definitions.filter(({ slug }) => !taken.has(slug));
}

/** @throws Problem 404 when the meter is gone, 400 when its event type would have too many groups and values */
export async function updateMeter(
  db: Database,
  { namespace, id, slug }: Meter,
  change: MeterChange,
  now: Date,
): Promise<Meter> {
  const decide = (meters: Meter[]): MeterChanges => ({
    update: meters.filter((meter) => meter.id === id).map((meter) => ({ meter, change })),
  });
  const [updated] = await changeMeters(db, namespace, decide, now);
  return updated ?? noSuchMeter(slug);
}

/** The events stay: a new meter counts them again. @throws Problem 404 when the meter is gone */
export async function deleteMeter(db: Database, { namespace, id, slug }: Meter, now: Date): Promise<void> {
  let remove: Meter[] = [];
  const decide = (meters: Meter[]): MeterChanges => {
    remove = meters.filter((meter) => meter.id === id);
    return { remove };
  };
  await changeMeters(db, namespace, decide, now);
  if (remove.length === 0) noSuchMeter(slug);
}

/** What is to become of some meters of a namespace, in this order. */
export interface MeterChanges {
  remove?: Meter[];
  create?: MeterDefinition[];
  update?: { meter: Meter; change: MeterChange }[];
}

/**
 * Changes meters, all in one transaction, and adds up the events that are there once for whatever the changes need.
 *
 * @param decide what to change, of the meters that are there; it may be nothing
 * @returns the meters that were made and updated
 * @throws Problem 400 when OpenMeter would refuse one of them, or an event type would have too many groups and values
 */
export function changeMeters(
  db: Database,
  namespace: string,
  decide: (meters: Meter[]) => MeterChanges,
  now: Date,
): Promise<Meter[]> {
  return withMeterChangeLock(db, namespace, async (tx) => {
    const { remove = [], create = [], update = [] } = decide(await listMeters(tx, namespace));
    create.forEach(checkMeter);
    for (const { meter, change } of update) checkMeterChange(change, meter.valueProperty);
    for (const { id } of remove)
      await tx.update(embeddedMeters).set({ deletedAt: now }).where(eq(embeddedMeters.id, id));
    const meters = [
      ...create.map((definition) => newMeter(namespace, definition, now)),
      ...update.map(({ meter, change }) => changedMeter(meter, change, now)),
    ];
    const { ids, changed } = await provideRollups(tx, namespace, meters.map(rollupNeeds));
    const kept = await keepMeters(
      tx,
      meters.map((meter, index) => ({ ...meter, rollupId: ids[index] ?? null })),
    );
    await dropUnusedRollups(tx, namespace);
    await fillRollups(tx, namespace, changed);
    return kept;
  });
}

type NewMeter = typeof embeddedMeters.$inferInsert;

function newMeter(namespace: string, definition: MeterDefinition, now: Date): NewMeter {
  const { slug, name = slug, groupBy = {} } = definition;
  return { ...definition, id: newUlid(now), namespace, name, groupBy, createdAt: now, updatedAt: now };
}

function changedMeter(meter: Meter, change: MeterChange, now: Date): NewMeter {
  const { name = meter.slug, description = null, groupBy = {}, metadata = null } = change;
  return { ...meter, name, description, groupBy, metadata, updatedAt: now };
}

async function keepMeters(tx: Database, meters: NewMeter[]): Promise<Meter[]> {
  if (meters.length === 0) return [];
  return tx
    .insert(embeddedMeters)
    .values(meters)
    .onConflictDoUpdate({
      target: embeddedMeters.id,
      set: {
        name: sql`excluded.name`,
        description: sql`excluded.description`,
        groupBy: sql`excluded.group_by`,
        metadata: sql`excluded.metadata`,
        rollupId: sql`excluded.rollup_id`,
        updatedAt: sql`excluded.updated_at`,
      },
    })
    .returning();
}

function isLiveIn(namespace: string): SQL | undefined {
  return and(eq(embeddedMeters.namespace, namespace), isNull(embeddedMeters.deletedAt));
}
