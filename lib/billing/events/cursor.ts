import { asId, type GenerationId } from '@/lib/ids';

/** The last event that was shown: the log goes on with the one before it in time. */
export interface EventCursor {
  occurredAt: Date;
  generationId: GenerationId;
  /** When the first page was read, whose range all pages are of; left out: the range is as of now. */
  asOf?: Date;
}

const CURSOR = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:_(\d{1,15}))?$/;

/** Reads a cursor from a URL; null when it is none. */
export function parseCursor(text: string): EventCursor | null {
  const [, timeMs, id, asOfMs] = CURSOR.exec(text) ?? [];
  if (timeMs === undefined || id === undefined) return null;
  return {
    occurredAt: new Date(Number(timeMs)),
    generationId: asId<GenerationId>(id),
    ...(asOfMs !== undefined && { asOf: new Date(Number(asOfMs)) }),
  };
}

/** What `parseCursor` reads. */
export function serializeCursor({ occurredAt, generationId, asOf }: EventCursor): string {
  const event = `${occurredAt.getTime()}_${generationId}`;
  return asOf ? `${event}_${asOf.getTime()}` : event;
}
