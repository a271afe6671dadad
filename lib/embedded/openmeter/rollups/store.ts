import { eq, sql } from 'drizzle-orm';
import { queryRows } from '@/lib/db/rows';
import { embeddedMeterRollups } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { addAllToHours } from './fill';
import { checkPaths } from './path-limit';
import { hasSlot, type Rollup, type RollupNeeds } from './rollup';

/** The rollups that take events of a namespace, in the order in which their hours are locked. */
export async function listRollups(db: Database, namespace: string): Promise<Rollup[]> {
  return db
    .select()
    .from(embeddedMeterRollups)
    .where(eq(embeddedMeterRollups.namespace, namespace))
    .orderBy(embeddedMeterRollups.id);
}

/** The rollups for some needs. */
interface Provided {
  /** The rollup for each need, in their order; null where only the events can answer. */
  ids: (string | null)[];
  /** Those that are new, or have a new total: {@link fillRollups} fills them. */
  changed: Set<Rollup>;
}

/** Finds or makes the rollup for each need. Only under `withMeterChangeLock`. */
export async function provideRollups(
  tx: Database,
  namespace: string,
  needs: (RollupNeeds | undefined)[],
): Promise<Provided> {
  const rollups = await listRollups(tx, namespace);
  const changed = new Set<Rollup>();
  const ids: (string | null)[] = [];
  for (const need of needs) {
    if (!need) {
      ids.push(null);
      continue;
    }
    let rollup = rollups.find((candidate) => isCutAs(candidate, need));
    if (!rollup) {
      rollup = await createRollup(tx, namespace, need);
      rollups.push(rollup);
      changed.add(rollup);
    }
    const missing = need.slots.filter((slot) => !hasSlot(rollup, slot));
    if (missing.length > 0) changed.add(rollup);
    rollup.slots.push(...missing);
    ids.push(rollup.id);
  }
  for (const { id, slots } of changed)
    await tx.update(embeddedMeterRollups).set({ slots }).where(eq(embeddedMeterRollups.id, id));
  return { ids, changed };
}

/**
 * Fills rollups with the events that are there, each once. Only under `withMeterChangeLock`.
 *
 * @throws Problem 400 when an event type would have too many paths
 */
export async function fillRollups(tx: Database, namespace: string, changed: Set<Rollup>): Promise<void> {
  if (changed.size === 0) return;
  checkPaths(await listRollups(tx, namespace), new Set(Array.from(changed, ({ eventType }) => eventType)));
  for (const rollup of changed) {
    await clear(tx, rollup.id);
    await addAllToHours(tx, rollup);
  }
}

/** Removes the rollups of a namespace that no meter uses. Only under `withMeterChangeLock`. */
export async function dropUnusedRollups(tx: Database, namespace: string): Promise<void> {
  const unused = await queryRows(
    tx,
    sql`delete from embedded_meter_rollups as rollup
      where namespace = ${namespace} and not exists (
        select from embedded_meters where rollup_id = rollup.id and deleted_at is null)
      returning id`,
    (row) => String(row.id),
  );
  for (const id of unused) await clear(tx, id);
}

function isCutAs(rollup: Rollup, { eventType, paths }: RollupNeeds): boolean {
  return rollup.eventType === eventType && JSON.stringify(rollup.paths) === JSON.stringify(paths);
}

async function createRollup(
  tx: Database,
  namespace: string,
  { eventType, paths }: RollupNeeds,
): Promise<Rollup> {
  const [rollup] = await tx
    .insert(embeddedMeterRollups)
    .values({ namespace, eventType, paths, slots: [] })
    .returning();
  if (!rollup) throw new Error('The database kept a rollup but did not return it.');
  return rollup;
}

async function clear(tx: Database, rollupId: string): Promise<void> {
  await tx.execute(sql`
    delete from embedded_meter_hours where series_id in (
      select id from embedded_meter_series where rollup_id = ${rollupId}::uuid)`);
  await tx.execute(sql`delete from embedded_meter_series where rollup_id = ${rollupId}::uuid`);
}
