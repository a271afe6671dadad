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

/** What Go's `strconv.ParseFloat` takes, and what OpenMeter refuses of that. */
function reasonOfText(text: string): string | undefined {
  if (/^[+-]?nan$/i.test(text)) return 'value cannot be NaN';
  if (/^[+-]?inf(inity)?$/i.test(text)) return 'value cannot be infinity';
  const isFloat = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text));
  return isFloat ? undefined : `value cannot be parsed as float64: ${text}`;
}

function goType(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}
