/** How many events the goals were set for. */
const OF_GOALS = { postgres: 10_000_000, pglite: 1_000_000 } as const;
/** How many of them are the viewer's. */
const OWN_OF_GOALS = 100_000;

export type Kind = keyof typeof OF_GOALS;

export interface Size {
  kind: Kind;
  events: number;
  /** How many are the viewer's. */
  own: number;
}

/** How much a run measures on a database, by its flags. By default the viewer has as many as the goals were set for. */
export function sizeOf(kind: Kind, flags: { full: boolean; events: string; own?: string | undefined }): Size {
  const events = flags.full ? OF_GOALS[kind] : Number(flags.events);
  return { kind, events, own: Number(flags.own ?? Math.min(events, OWN_OF_GOALS)) };
}

/** Whether the goals were set for this size: of another they say nothing. */
export function hasGoals({ kind, events, own }: Size): boolean {
  return events === OF_GOALS[kind] && own === OWN_OF_GOALS;
}

export function inWords({ kind, events, own }: Size): string {
  return `${events.toLocaleString('en')} on ${kind}, ${own.toLocaleString('en')} of them the viewer’s`;
}
