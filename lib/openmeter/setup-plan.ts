import type { MeterCreate } from '@openmeter/sdk';
import { differencesOf, type MeterDifference, type MeterThere } from './setup-differences';

export interface MeterSetup {
  slug: string;
  /** `differs`: left as it is, since making it ours would rewrite history. */
  outcome: 'created' | 'right' | 'updated' | 'replaced' | 'differs';
  /** What was not ours when it was looked at. */
  differences: MeterDifference[];
}

/** What is to be done so that a meter is ours, and which one is there. */
export type MeterPlan<Theirs> = MeterSetup &
  (
    | { outcome: 'right' | 'differs' }
    | { outcome: 'created'; make: MeterCreate }
    | { outcome: 'replaced'; theirs: Theirs; make: MeterCreate }
    | { outcome: 'updated'; theirs: Theirs; change: MeterUpdate }
  );

type MeterUpdate = Pick<MeterCreate, 'name' | 'description' | 'groupBy' | 'metadata'>;

/**
 * Plans how a meter becomes ours.
 *
 * @param theirs what is there under its slug
 * @param replace whether one that counts something else is to be made anew
 */
export function planMeter<Theirs extends MeterThere>(
  ours: MeterCreate,
  theirs: Theirs | undefined,
  replace: boolean,
): MeterPlan<Theirs> {
  const { slug } = ours;
  if (!theirs) return { slug, outcome: 'created', differences: [], make: ours };
  const differences = differencesOf(theirs, ours);
  if (differences.length === 0) return { slug, outcome: 'right', differences };
  if (differences.every(({ rewritesHistory }) => !rewritesHistory)) {
    return { slug, outcome: 'updated', differences, theirs, change: changeOf(theirs, ours) };
  }
  if (!replace) return { slug, outcome: 'differs', differences };
  return { slug, outcome: 'replaced', differences, theirs, make: replacement(theirs, ours) };
}

/** What came of a plan, once it is carried out. */
export function setupOf({ slug, outcome, differences }: MeterSetup): MeterSetup {
  return { slug, outcome, differences };
}

/** OpenMeter empties what is left out. */
function changeOf(theirs: MeterThere, { name, description, groupBy }: MeterCreate): MeterUpdate {
  return { name, description, groupBy: { ...theirs.groupBy, ...groupBy }, metadata: theirs.metadata };
}

/** Ours, with what others added to theirs, as far as OpenMeter takes it. */
function replacement(theirs: MeterThere, ours: MeterCreate): MeterCreate {
  const kept = Object.entries(theirs.groupBy ?? {}).filter(([, path]) => path !== ours.valueProperty);
  const groupBy = { ...Object.fromEntries(kept), ...ours.groupBy };
  return { ...ours, groupBy, metadata: theirs.metadata };
}
