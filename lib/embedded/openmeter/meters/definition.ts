import { z } from 'zod';
import { validationProblem } from '../http/problem';
import { parseBody, recordOf } from '../http/schema';
import { type Timestamp, timestampSchema, toDate } from '../http/timestamp';
import { parseJsonPath } from './json-path';

const AGGREGATIONS = ['SUM', 'COUNT', 'UNIQUE_COUNT', 'AVG', 'MIN', 'MAX', 'LATEST'] as const;

export type Aggregation = (typeof AGGREGATIONS)[number];

/** What a meter is made from; the shape of the SDK's `MeterCreate`. */
export interface MeterDefinition {
  slug: string;
  /** The slug, when left out. */
  name?: string;
  description?: string;
  eventType: string;
  /** Events before it don't count. */
  eventFrom?: Date;
  aggregation: Aggregation;
  /** JSONPath of the value in the event's data. COUNT has none, every other needs one. */
  valueProperty?: string;
  /** JSONPath of each group value, by name. */
  groupBy?: Record<string, string>;
  metadata?: Record<string, string> | null;
}

/** What may be changed of a meter. What is left out of the request is emptied, as OpenMeter does. */
export interface MeterChange {
  name?: string;
  description?: string;
  groupBy?: Record<string, string>;
  metadata?: Record<string, string> | null;
}

const changeable = {
  name: z.string().min(1).max(256).optional(),
  description: z.string().max(1024).optional(),
  groupBy: recordOf(z.string()).optional(),
  metadata: recordOf(z.string()).nullish(),
};

const slugSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9]+(?:_[a-z0-9]+)*$/);

const createSchema = z.object({
  ...changeable,
  slug: slugSchema,
  eventType: z.string().min(1),
  eventFrom: timestampSchema.transform(toEventFrom).optional(),
  aggregation: z.enum(AGGREGATIONS),
  valueProperty: z.string().min(1).optional(),
});

const changeSchema = z.object(changeable);

const EARLIEST_EVENT_FROM_MS = Date.parse('0100-01-01T00:00:00Z');

/** Not before the year 100: JavaScript reads `0001-01-01 00:00:00+00`, as Postgres writes it, as 2001. */
function toEventFrom(timestamp: Timestamp): Date {
  return new Date(Math.max(toDate(timestamp).getTime(), EARLIEST_EVENT_FROM_MS));
}

/** @throws Problem 400 when it is not a meter */
export function parseMeterDefinition(input: unknown): MeterDefinition {
  const definition = parseBody(createSchema, 'MeterCreate', input);
  checkMeter(definition);
  return definition;
}

/**
 * Checks what the type of a meter leaves open. Nothing else checks a meter that is written in code.
 *
 * @throws Problem 400 when OpenMeter would refuse to make it
 */
export function checkMeter(definition: MeterDefinition): void {
  const { slug, groupBy, valueProperty } = definition;
  if (!slugSchema.safeParse(slug).success) {
    throw validationProblem(
      `invalid meter slug: ${slug}: only lowercase letters, digits and single underscores between them are allowed, at most 64`,
    );
  }
  checkValueProperty(definition);
  checkGroupBy(groupBy, valueProperty);
}

/** @throws Problem 400 when it is not a change that the meter with this value property can take */
export function parseMeterChange(input: unknown, valueProperty: string | null): MeterChange {
  const change = parseBody(changeSchema, 'MeterUpdate', input);
  checkMeterChange(change, valueProperty);
  return change;
}

/** As {@link checkMeter}. @throws Problem 400 when the meter with this value property can't take the change */
export function checkMeterChange({ groupBy }: MeterChange, valueProperty: string | null): void {
  checkGroupBy(groupBy, valueProperty ?? undefined);
}

function checkValueProperty({ aggregation, valueProperty }: MeterDefinition): void {
  const refuse = (reason: string) =>
    validationProblem(`invalid meter aggregation: meter value property ${reason}`);
  if (aggregation === 'COUNT') {
    if (valueProperty !== undefined) throw refuse('is not allowed when the aggregation is count');
    return;
  }
  if (valueProperty === undefined) throw refuse('is required when the aggregation is not count');
  if (!valueProperty.startsWith('$')) throw refuse('must start with $');
  if (!parseJsonPath(valueProperty)) throw validationProblem(`invalid JSONPath: ${valueProperty}`);
}

/** Each is a column, of which Postgres selects at most 1,664. */
const MAX_GROUPS = 1_000;

function checkGroupBy(groupBy: Record<string, string> = {}, valueProperty?: string): void {
  const refuse = (reason: string) => validationProblem(`invalid meter group by: meter group by ${reason}`);
  const count = Object.keys(groupBy).length;
  if (count > MAX_GROUPS) throw refuse(`can have at most ${MAX_GROUPS} keys, not ${count}`);
  for (const [key, path] of Object.entries(groupBy)) {
    if (!path.startsWith('$')) throw refuse(`value must start with $ for key ${key}`);
    if (key.trim() === '') throw refuse('key cannot be empty');
    if (!/^[a-zA-Z_][0-9a-zA-Z_]*$/.test(key)) {
      throw refuse(`key ${key} is invalid, only alphanumeric and underscore characters are allowed`);
    }
    if (path === valueProperty) throw refuse(`value ${key} cannot be the same as value property`);
    if (!parseJsonPath(path)) throw validationProblem(`invalid JSONPath for ${key} group by: ${path}`);
  }
}
