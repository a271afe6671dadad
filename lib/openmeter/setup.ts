import { HTTPError, type MeterCreate, type OpenMeter } from '@openmeter/sdk';
import type { MeterThere } from './setup-differences';
import { type MeterSetup, planMeter, setupOf } from './setup-plan';

/** A meter may be gone: it was deleted to be made anew, and that failed. Says how to make it, with all that it had. */
export class ReplacementError extends Error {
  constructor(meter: MeterCreate, cause: unknown) {
    super(
      `The meter ${meter.slug} was being replaced. If it is gone now, post this to /api/v1/meters before you run the setup ` +
        `again, which doesn’t know the groups and metadata that others added:\n${JSON.stringify(meter)}`,
      { cause },
    );
    this.name = 'ReplacementError';
  }
}

/**
 * Makes the meters on a remote OpenMeter, and brings those that are there up to ours as far as that changes no figure:
 * names, descriptions, and groups that are missing. It may be run again, also where it was interrupted.
 *
 * @param replace also deletes and makes anew those that count something else, with the groups and metadata that others
 *   added. OpenMeter keeps the events, and the new meter counts them
 * @throws HTTPError, TypeError or DOMException (TimeoutError) when OpenMeter refuses, can't be reached or is too slow;
 *   ReplacementError with one of these as its cause where that was in the midst of a replacement
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

/**
 * The meters that an OpenMeter lacks, by their slugs.
 *
 * @param patient waits as long as it takes: the embedded meter makes its own meters first
 */
export async function missingMeters(
  openMeter: OpenMeter,
  meters: readonly MeterCreate[],
  { patient = false } = {},
): Promise<string[]> {
  const missing: string[] = [];
  for (const { slug } of meters) {
    if (!(await findMeter(openMeter, slug, patient ? {} : inTime()))) missing.push(slug);
  }
  return missing;
}

async function setUpMeter(openMeter: OpenMeter, ours: MeterCreate, replace: boolean): Promise<MeterSetup> {
  const plan = planMeter(ours, await findMeter(openMeter, ours.slug, inTime()), replace);
  if (plan.outcome === 'created') await openMeter.meters.create(plan.make, inTime());
  if (plan.outcome === 'updated') await openMeter.meters.update(plan.slug, plan.change, inTime());
  if (plan.outcome === 'replaced') await replaceBy(openMeter, plan.make);
  return setupOf(plan);
}

async function replaceBy(openMeter: OpenMeter, meter: MeterCreate): Promise<void> {
  try {
    await openMeter.meters.delete(meter.slug, inTime());
    await openMeter.meters.create(meter, inTime());
  } catch (error) {
    throw new ReplacementError(meter, error);
  }
}

/** Not by `meters.get`: it turns metadata that looks like a time into a Date, and nobody knows any more what it was. */
async function findMeter(
  openMeter: OpenMeter,
  slug: string,
  limit: { signal?: AbortSignal },
): Promise<MeterThere | undefined> {
  const params = { path: { meterIdOrSlug: slug } };
  const answer = await openMeter.client.GET('/api/v1/meters/{meterIdOrSlug}', { params, ...limit });
  if (answer.response.status === 404) return undefined;
  // An error without a body is none to the SDK's client.
  if (!answer.response.ok || !answer.data) throw HTTPError.fromResponse(answer);
  const { eventFrom, ...meter } = answer.data;
  return { ...meter, eventFrom: eventFrom && new Date(String(eventFrom)) };
}

const TIMEOUT_MS = 30_000;

function inTime() {
  return { signal: AbortSignal.timeout(TIMEOUT_MS) };
}
