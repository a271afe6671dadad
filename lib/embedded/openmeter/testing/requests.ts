import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';

export type Fetch = (request: Request) => Promise<Response>;

export interface TestEvent {
  id?: string;
  source?: string;
  type?: string;
  subject?: string;
  time?: string;
  data?: object;
}

/** A batch of events, each complete. */
export function ingestRequest(events: TestEvent[]): Request {
  const batch = events.map((event) => ({
    specversion: '1.0',
    id: randomUUID(),
    source: 'test',
    type: 'test',
    subject: 'someone',
    time: '2025-01-01T00:00:00Z',
    ...event,
  }));
  return new Request('http://meter/api/v1/events', {
    method: 'POST',
    headers: { 'Content-Type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(batch),
  });
}

/** Ingests events, which must be taken. */
export async function ingest(fetch: Fetch, events: TestEvent[]): Promise<void> {
  const response = await fetch(ingestRequest(events));
  expect(response.status, await response.text()).toBe(204);
}

/** The rows that a meter answers. */
export async function rows(fetch: Fetch, slug: string, parameters: Record<string, string> = {}) {
  const url = `http://meter/api/v1/meters/${slug}/query?${new URLSearchParams(parameters)}`;
  const response = await fetch(new Request(url));
  const text = await response.text();
  expect(response.status, text).toBe(200);
  const { data }: { data: { value: number; windowStart: string; groupBy: Record<string, string> }[] } =
    JSON.parse(text);
  return data;
}

/** The values that a meter answers. */
export async function values(fetch: Fetch, slug: string, parameters?: Record<string, string>) {
  return (await rows(fetch, slug, parameters)).map((row) => row.value);
}
