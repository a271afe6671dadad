import { lookUp, parseJsonPath } from '../meters/json-path';
import type { Meter } from '../meters/store';

/**
 * What is wrong with an event, one line for each meter that can't count it; nothing when all can. The sentences are
 * OpenMeter's, and so are the rules: Go's, which differ in details from those of the database that adds up.
 */
export function validationError(event: { type: string; data: unknown }, meters: Meter[]): string | undefined {
  const counting = meters.filter((meter) => meter.eventType === event.type);
  if (counting.length === 0) return `no meter found for event type: ${event.type}`;
  const reasons = counting
    .map((meter) => reasonOf(event.data, meter))
    .filter((reason) => reason !== undefined);
  return reasons.length > 0 ? reasons.map((reason) => `invalid event: ${reason}`).join('\n') : undefined;
}

function reasonOf(data: unknown, { aggregation, valueProperty }: Meter): string | undefined {
  if (aggregation === 'COUNT' || valueProperty === null) return undefined;
  if (data === null) return 'null and missing value property';
  const path = parseJsonPath(valueProperty);
  const value = path && lookUp(data, path);
  if (value === undefined) return `missing value property: ${JSON.stringify(valueProperty)}`;
  if (value === null) return 'value cannot be null';
  if (aggregation === 'UNIQUE_COUNT' || typeof value === 'number') return undefined;
  if (typeof value === 'string') return reasonOfText(value);
  return `unsupported value property type: ${goType(value)}`;
}

/** A decimal number in Go's syntax: `_` may stand between two digits. */
const GO_DECIMAL = /^[+-]?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/i;

/**
 * Takes what Go's `strconv.ParseFloat` takes, without NaN and infinities, as OpenMeter does; and without hexadecimal
 * numbers, which OpenMeter takes, and never counts.
 */
function reasonOfText(text: string): string | undefined {
  // With a sign it is none to Go.
  if (/^nan$/i.test(text)) return 'value cannot be NaN';
  if (/^[+-]?inf(inity)?$/i.test(text)) return 'value cannot be infinity';
  const isFloat = GO_DECIMAL.test(text) && Number.isFinite(Number(text.replaceAll('_', '')));
  return isFloat ? undefined : `value cannot be parsed as float64: ${text}`;
}

function goType(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}
