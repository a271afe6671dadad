import { asId, type GenerationId } from '@/lib/ids';

/** The last event that was shown: the log goes on with the one before it in time. */
export interface EventCursor {
  occurredAt: Date;
  generationId: GenerationId;
}

const CURSOR = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Reads a cursor from a URL; null when it is none. */
export function parseCursor(text: string): EventCursor | null {
  const [, timeMs, id] = CURSOR.exec(text) ?? [];
  if (timeMs === undefined || id === undefined) return null;
  return { occurredAt: new Date(Number(timeMs)), generationId: asId<GenerationId>(id) };
}

export function serializeCursor({ occurredAt, generationId }: EventCursor): string {
  return `${occurredAt.getTime()}_${generationId}`;
}
