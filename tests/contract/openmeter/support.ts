import { randomUUID } from 'node:crypto';
import { type Meter, type MeterCreate, OpenMeter } from '@openmeter/sdk';
import { describe, expect, it, vi } from 'vitest';
import { createEmbeddedOpenMeter } from '@/lib/embedded/openmeter';
import { describeOnDatabases } from '@/tests/support/databases';

/** Point the suite at any server: `OPENMETER_CONTRACT_BASE_URL=http://localhost:48888 npx vitest run tests/contract/openmeter` */
const serverUrl = process.env.OPENMETER_CONTRACT_BASE_URL;
const apiKey = process.env.OPENMETER_CONTRACT_API_KEY;
/** Says of the server that it is an embedded meter. */
const isEmbedded = !serverUrl || process.env.OPENMETER_CONTRACT_EMBEDDED === '1';

/** A case of what docs/openmeter.md lists as different: it holds for the embedded meter, not for OpenMeter. */
export const itOfOurs = it.skipIf(!isEmbedded);

/** OpenMeter counts events some seconds after it took them; the embedded meter at once, but a machine may be busy. */
const PATIENCE_MS = serverUrl ? 60_000 : 20_000;
/** Of one test against a server: some wait for events twenty times, and what they found must be told before it is over. */
const SERVER_TEST_MS = 10 * PATIENCE_MS;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** An OpenMeter under test. Nothing in it is ever cleaned up, so every test brings names of its own. */
export interface Target {
  client: OpenMeter;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a body as it is; an object as JSON. */
  send(
    method: string,
    path: string,
    body: unknown,
    contentType?: string,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

/** Runs a suite against the embedded meter on both databases or, when one is named, against a server. */
export function describeContract(name: string, suite: (target: Target) => void): void {
  if (serverUrl) {
    describe(name, { timeout: SERVER_TEST_MS }, () =>
      suite(targetAt(serverUrl, (request) => fetch(request))),
    );
  } else {
    describeOnDatabases(name, (db) => {
      suite(targetAt('http://embedded.openmeter', createEmbeddedOpenMeter({ db: async () => db() })));
    });
  }
}

function targetAt(baseUrl: string, send: (request: Request) => Promise<Response>): Target {
  const authorization: Record<string, string> = apiKey ? { Authorization: `Bearer ${apiKey}` } : {};
  const answerTo = async (request: Request): Promise<Answer> => {
    const response = await send(request);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    client: new OpenMeter({ baseUrl, apiKey, fetch: send }),
    get: (path, headers) =>
      answerTo(new Request(baseUrl + path, { headers: { ...authorization, ...headers } })),
    send: (method, path, body, contentType = 'application/json', headers = {}) =>
      answerTo(
        new Request(baseUrl + path, {
          method,
          headers: { ...authorization, 'Content-Type': contentType, ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
  };
}

/** Waits until an assertion holds. */
export function eventually(assertion: () => Promise<void>): Promise<void> {
  return vi.waitFor(assertion, { timeout: PATIENCE_MS });
}

/** A name that nobody used before. */
export function unique(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '')}`;
}

/** A meter of its own event type. */
export async function createMeter(target: Target, definition: Partial<MeterCreate> = {}): Promise<Meter> {
  const slug = unique('m');
  const meter = await target.client.meters.create({ slug, eventType: slug, ...withValue(definition) });
  if (!meter) throw new Error('The meter was created, but not answered.');
  return meter;
}

function withValue(definition: Partial<MeterCreate>) {
  const { aggregation = 'SUM' } = definition;
  return aggregation === 'COUNT'
    ? { ...definition, aggregation }
    : { valueProperty: '$.value', ...definition, aggregation };
}

export interface TestEvent {
  id?: string;
  subject?: string;
  time?: string;
  data?: object | null;
}

/** An event as it is sent, with an id of its own. */
export function newEvent(change: object = {}) {
  return {
    specversion: '1.0',
    id: unique('e'),
    source: 'contract',
    type: 'contract',
    subject: 'someone',
    ...change,
  };
}

/** Sends a batch of events, or what is none. */
export function sendBatch(target: Target, batch: unknown): Promise<Answer> {
  return target.send('POST', '/api/v1/events', batch, 'application/cloudevents-batch+json');
}

/** Ingests events of a type, in the raw. */
export async function ingest(target: Target, type: string, events: TestEvent[]): Promise<void> {
  const answer = await sendBatch(
    target,
    events.map((event) => newEvent({ type, ...event })),
  );
  expect(answer, answer.text).toMatchObject({ status: 204, text: '' });
}

/** Waits until so many events of a type are counted: what is not there then is not on its way. */
export async function untilCounted(target: Target, eventType: string, count: number): Promise<void> {
  const meter = await createMeter(target, { aggregation: 'COUNT', eventType });
  await eventually(async () => expect(await values(target, meter.slug)).toEqual([count]));
}

/** Sees that events are still taken and counted. */
export async function expectToServe(target: Target): Promise<void> {
  const meter = await createMeter(target, { aggregation: 'COUNT' });
  await ingest(target, meter.eventType, [{}]);
  await eventually(async () => expect(await values(target, meter.slug)).toEqual([1]));
}

/** Queries a meter in the raw. */
export async function query(target: Target, slug: string, parameters: string | Record<string, string> = {}) {
  const answer = await target.get(`/api/v1/meters/${slug}/query?${new URLSearchParams(parameters)}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.text;
}

/** The values of a query, in order. */
export async function values(target: Target, slug: string, parameters?: string | Record<string, string>) {
  const { data } = JSON.parse(await query(target, slug, parameters));
  return data.map((row: { value: number }) => row.value);
}

/** The detail of a problem; fails when the answer is none. */
export function problemDetail(answer: Answer, status: number): string {
  expect({ status: answer.status, contentType: answer.headers.get('Content-Type') }, answer.text).toEqual({
    status,
    contentType: 'application/problem+json',
  });
  expect(answer.text.endsWith('}\n')).toBe(true);
  const problem = JSON.parse(answer.text);
  expect(Object.keys(problem)).toEqual(['detail', 'status', 'title', 'type']);
  expect(problem).toMatchObject({ status, type: 'about:blank' });
  return problem.detail;
}
