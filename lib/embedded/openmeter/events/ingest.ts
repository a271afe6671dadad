import type { Handler } from '../context';
import { readJson } from '../http/body';
import { Problem } from '../http/problem';
import { bodyProblem } from '../http/schema';
import { parseEvent } from './event';
import { storeEvents } from './store';

/** What a body of each content type may hold. */
const SHAPES = new Map<string, 'one' | 'batch' | 'either'>([
  ['application/cloudevents+json', 'one'],
  ['application/cloudevents-batch+json', 'batch'],
  ['application/json', 'either'],
]);

/** `POST /api/v1/events`: keeps all events of the request, or none and says why. */
export const ingestEvents: Handler = async ({ db, namespace, now }, request) => {
  const contentType = request.headers.get('Content-Type') ?? '';
  const shape = SHAPES.get(contentType.split(';')[0]?.trim().toLowerCase() ?? '');
  if (!shape) {
    throw new Problem(
      400,
      `request body has an error: header Content-Type has unexpected value ${JSON.stringify(contentType)}`,
    );
  }
  const items = toItems(await readJson(request), shape);
  const receivedAt = now();
  await storeEvents(
    db,
    namespace,
    items.map((item) => parseEvent(item, receivedAt)),
  );
  return new Response(null, { status: 204 });
};

function toItems(body: unknown, shape: 'one' | 'batch' | 'either'): unknown[] {
  if (Array.isArray(body)) {
    if (shape === 'one') throw bodyProblem('Event', [], 'value must be an object');
    return body;
  }
  if (shape === 'batch') {
    throw new Problem(400, "request body has an error: doesn't match schema: value must be an array");
  }
  return [body];
}
