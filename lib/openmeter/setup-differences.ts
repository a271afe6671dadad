import type { MeterCreate } from '@openmeter/sdk';

/** Something of a meter that is not as the app has it. */
export interface MeterDifference {
  /** Such as `aggregation`, or `groupBy.model`. */
  property: string;
  theirs: string | undefined;
  ours: string | undefined;
  /** Whether the meter would say something else of the past than it does now, once it is as ours. */
  rewritesHistory: boolean;
}

/** A meter that is there, as OpenMeter shows it or as the embedded meter keeps it. */
export interface MeterThere {
  name?: string;
  description?: string | null;
  eventType: string;
  aggregation: string;
  valueProperty?: string | null;
  eventFrom?: Date | null;
  groupBy?: Record<string, string>;
  metadata?: Record<string, string> | null;
}

/**
 * What must be changed of a meter to make it ours. Groups that somebody added are none of our business, unless they are
 * cut by what is our value: OpenMeter refuses a meter with such a one.
 */
export function differencesOf(theirs: MeterThere, ours: MeterCreate): MeterDifference[] {
  const compared: MeterDifference[] = [
    ...(['name', 'description'] as const).map((property) => ({
      property,
      theirs: theirs[property] ?? undefined,
      ours: ours[property],
      rewritesHistory: false,
    })),
    ...(['eventType', 'aggregation', 'valueProperty'] as const).map((property) => ({
      property,
      theirs: theirs[property] ?? undefined,
      ours: ours[property],
      rewritesHistory: true,
    })),
    {
      property: 'eventFrom',
      theirs: theirs.eventFrom?.toISOString(),
      ours: ours.eventFrom?.toISOString(),
      rewritesHistory: true,
    },
    ...Object.entries(ours.groupBy ?? {}).map(([key, path]) => {
      const theirPath = theirs.groupBy?.[key];
      // Who could not ask by it before gets the same totals, and may now cut them.
      const rewritesHistory = theirPath !== undefined;
      return { property: `groupBy.${key}`, theirs: theirPath, ours: path, rewritesHistory };
    }),
    ...Object.entries(theirs.groupBy ?? {})
      .filter(([key, path]) => path === ours.valueProperty && ours.groupBy?.[key] === undefined)
      .map(([key, path]) => ({
        property: `groupBy.${key}`,
        theirs: path,
        ours: undefined,
        rewritesHistory: true,
      })),
  ];
  return compared.filter((difference) => difference.theirs !== difference.ours);
}
