import type { Database } from '../db/types';
import { changeMeters, DEFAULT_NAMESPACE, type Meter, type MeterDefinition } from '../embedded/openmeter';
import { type MeterPlan, type MeterSetup, planMeter, setupOf } from './setup-plan';

/**
 * Does on the embedded meter what `setUpMeters` does on a remote one, but all of it or nothing, however long that takes: it
 * is one transaction, in which the events that are there are added up once for whatever the meters need.
 *
 * @throws Problem 400 when OpenMeter would refuse one of them, or an event type would have too many groups and values
 */
export async function setUpEmbeddedMeters(
  db: Database,
  meters: readonly MeterDefinition[],
  { replace = false, namespace = DEFAULT_NAMESPACE } = {},
): Promise<MeterSetup[]> {
  let plans: MeterPlan<Meter>[] = [];
  const decide = (there: Meter[]) => {
    plans = meters.map((ours) =>
      planMeter(
        ours,
        there.find(({ slug }) => slug === ours.slug),
        replace,
      ),
    );
    return {
      remove: plans.flatMap((plan) => (plan.outcome === 'replaced' ? [plan.theirs] : [])),
      create: plans.flatMap((plan) => ('make' in plan ? [plan.make] : [])),
      update: plans.flatMap((plan) =>
        plan.outcome === 'updated' ? [{ meter: plan.theirs, change: plan.change }] : [],
      ),
    };
  };
  await changeMeters(db, namespace, decide, new Date());
  return plans.map(setupOf);
}
