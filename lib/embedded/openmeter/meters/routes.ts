import { z } from 'zod';
import type { Handler } from '../context';
import { readJson } from '../http/body';
import { jsonResponse, sortKeys } from '../http/go-json';
import { parseParameters } from '../http/schema';
import { formatDate } from '../http/timestamp';
import { parseMeterChange, parseMeterDefinition } from './definition';
import { createMeter, deleteMeter, getMeter, listMeters, type Meter, updateMeter } from './store';

/** OpenMeter checks `page` and `pageSize`, and passes them over. */
const MOST_LISTED = 1_000;

const listSchema = z.object({
  orderBy: z.enum(['key', 'name', 'aggregation', 'createdAt', 'updatedAt']).default('key'),
  order: z.enum(['ASC', 'DESC']).default('ASC'),
  includeDeleted: z.enum(['true', 'false']).default('false'),
  page: z.coerce.number().int().min(1).optional(),
  pageSize: z.coerce.number().int().min(1).max(1_000).optional(),
});

/** The meters, at most 1,000, whatever page is asked for. @throws Problem 400 for a parameter that is wrong */
export const listMetersRoute: Handler = async ({ db, namespace }, request) => {
  const parameters = parseParameters(listSchema, Object.fromEntries(new URL(request.url).searchParams));
  const { orderBy, order, includeDeleted } = parameters;
  const meters = await listMeters(db, namespace, {
    by: orderBy,
    descending: order === 'DESC',
    includeDeleted: includeDeleted === 'true',
  });
  return jsonResponse(meters.slice(0, MOST_LISTED).map(toBody));
};

/** @throws Problem 400 when the body is no meter, 409 when its slug is taken */
export const createMeterRoute: Handler = async ({ db, namespace, now }, request) => {
  const definition = parseMeterDefinition(await readJson(request));
  return jsonResponse(toBody(await createMeter(db, namespace, definition, now())));
};

/** @throws Problem 404 when there is no meter with this id or slug, or it was deleted */
export const getMeterRoute: Handler = async ({ db, namespace }, _request, [idOrSlug = '']) =>
  jsonResponse(toBody(await getMeter(db, namespace, idOrSlug)));

/**
 * Replaces what of a meter may change: what the body leaves out is emptied, and its name is the slug then.
 *
 * @throws Problem 400 when the body is no such change, 404 when there is no meter with this id or slug
 */
export const updateMeterRoute: Handler = async ({ db, namespace, now }, request, [idOrSlug = '']) => {
  const meter = await getMeter(db, namespace, idOrSlug);
  const change = parseMeterChange(await readJson(request), meter.valueProperty);
  return jsonResponse(toBody(await updateMeter(db, meter, change, now())));
};

/** Answers 204. The events stay. @throws Problem 404 when there is no meter with this id or slug */
export const deleteMeterRoute: Handler = async ({ db, namespace, now }, _request, [idOrSlug = '']) => {
  await deleteMeter(db, await getMeter(db, namespace, idOrSlug), now());
  return new Response(null, { status: 204 });
};

/** A meter as OpenMeter shows it: keys by the alphabet, empty ones left out. */
function toBody(meter: Meter) {
  return {
    aggregation: meter.aggregation,
    createdAt: formatDate(meter.createdAt),
    deletedAt: meter.deletedAt ? formatDate(meter.deletedAt) : undefined,
    description: meter.description ?? undefined,
    eventFrom: meter.eventFrom ? formatDate(meter.eventFrom) : undefined,
    eventType: meter.eventType,
    groupBy: Object.keys(meter.groupBy).length > 0 ? sortKeys(meter.groupBy) : undefined,
    id: meter.id,
    metadata: meter.metadata ? sortKeys(meter.metadata) : undefined,
    name: meter.name,
    slug: meter.slug,
    updatedAt: formatDate(meter.updatedAt),
    valueProperty: meter.valueProperty ?? undefined,
  };
}
