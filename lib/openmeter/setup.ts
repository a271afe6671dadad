import { HTTPError, type Meter, type MeterCreate, type OpenMeter } from '@openmeter/sdk';
import { differencesOf, type MeterDifference } from './setup-differences';

export interface MeterSetup {
  slug: string;
  /** `differs`: left as it is, since making it ours would rewrite history. */
  outcome: 'created' | 'right' | 'updated' | 'replaced' | 'differs';
  /** What was not ours when it was looked at. */
  differences: MeterDifference[];
}

/**
 * Makes the meters on an OpenMeter, and brings those that are there up to ours as far as that changes no figure: names,
 * descriptions, and groups that are missing. It may be run again, also where it was interrupted.
 *
 * @param replace also deletes and makes anew those that count something else, with the groups and metadata that others
 *   added. OpenMeter keeps the events, and the new meter counts them
 * @throws HTTPError, TypeError or DOMException (TimeoutError) when OpenMeter refuses, can't be reached or is too slow
 */
export async function setUpMeters(
  openMeter: OpenMeter,
  meters: readonly MeterCreate[],
  { replace = false } = {},
): Promise<MeterSetup[]> {
  const setups: MeterSetup[] = [];
  for (const meter of meters) setups.push(await setUpMeter(openMeter, meter, replace));
  return setups;
}

/** The meters that an OpenMeter lacks, by their slugs. */
export async function missingMeters(openMeter: OpenMeter, meters: readonly MeterCreate[]): Promise<string[]> {
  const missing: string[] = [];
  for (const { slug } of meters) if (!(await findMeter(openMeter, slug))) missing.push(slug);
  return missing;
}

async function setUpMeter(openMeter: OpenMeter, ours: MeterCreate, replace: boolean): Promise<MeterSetup> {
  const { slug } = ours;
  const theirs = await findMeter(openMeter, slug);
  if (!theirs) {
    await openMeter.meters.create(ours, inTime());
    return { slug, outcome: 'created', differences: [] };
  }
  const differences = differencesOf(theirs, ours);
  if (differences.length === 0) return { slug, outcome: 'right', differences };
  if (differences.every(({ rewritesHistory }) => !rewritesHistory)) {
    await update(openMeter, theirs, ours);
    return { slug, outcome: 'updated', differences };
  }
  if (!replace) return { slug, outcome: 'differs', differences };
  await openMeter.meters.delete(slug, inTime());
  await openMeter.meters.create(replacement(theirs, ours), inTime());
  return { slug, outcome: 'replaced', differences };
}

async function findMeter(openMeter: OpenMeter, slug: string): Promise<Meter | undefined> {
  try {
    return await openMeter.meters.get(slug, inTime());
  } catch (error) {
    if (error instanceof HTTPError && error.status === 404) return undefined;
    throw error;
  }
}

/** Ours, with what others added to theirs, as far as OpenMeter takes it. */
function replacement(theirs: Meter, ours: MeterCreate): MeterCreate {
  const kept = Object.entries(theirs.groupBy ?? {}).filter(([, path]) => path !== ours.valueProperty);
  const groupBy = { ...Object.fromEntries(kept), ...ours.groupBy };
  return { ...ours, groupBy, metadata: theirs.metadata };
}

/** OpenMeter empties what is left out. */
async function update(openMeter: OpenMeter, theirs: Meter, ours: MeterCreate): Promise<void> {
  const { name, description } = ours;
  const groupBy = { ...theirs.groupBy, ...ours.groupBy };
  await openMeter.meters.update(
    theirs.slug,
    { name, description, groupBy, metadata: theirs.metadata },
    inTime(),
  );
}

const TIMEOUT_MS = 30_000;

function inTime() {
  return { signal: AbortSignal.timeout(TIMEOUT_MS) };
}
