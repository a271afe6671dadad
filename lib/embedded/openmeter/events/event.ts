import { z } from 'zod';
import { parseBody } from '../http/schema';
import { timestampSchema } from '../http/timestamp';
import { isUriReference } from './uri-reference';

/** A CloudEvent as it is kept. */
export interface MeterEvent {
  id: string;
  source: string;
  type: string;
  subject: string;
  epochSeconds: number;
  data: object | null;
}

const requiredText = z.string().min(1);

const eventSchema = z.object({
  id: requiredText,
  source: requiredText.refine(isUriReference, 'string doesn\'t match the format "uri-reference"'),
  specversion: requiredText.refine(isKnownVersion, 'specversion is unknown'),
  type: requiredText,
  subject: requiredText,
  time: timestampSchema.nullish(),
  datacontenttype: z.enum(['application/json']).nullish(),
  data: z.custom<object>(isPlainObject, 'value must be an object').nullish(),
});

/**
 * Checks one CloudEvent. An event without a time happened now.
 *
 * @throws Problem 400 for the first thing that is wrong
 */
export function parseEvent(input: unknown, now: Date): MeterEvent {
  const event = parseBody(eventSchema, 'Event', input);
  return {
    id: event.id,
    source: event.source,
    type: event.type,
    subject: event.subject,
    epochSeconds: event.time?.epochSeconds ?? Math.floor(now.getTime() / 1_000),
    data: event.data ?? null,
  };
}

/** The CloudEvents SDK reads these two. */
function isKnownVersion(version: string): boolean {
  return version === '1.0' || version === '0.3';
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
