import { OpenMeter } from '@openmeter/sdk';

export type Answer = (events: { id: string }[]) => Response;

/** An OpenMeter that answers as told, and remembers which events it took. */
export function openMeterThat(answer: Answer) {
  const taken: string[] = [];
  const client = new OpenMeter({
    baseUrl: 'http://openmeter.test',
    async fetch(request) {
      const events: { id: string }[] = await request.json();
      const response = answer(events);
      if (response.ok) taken.push(...events.map((event) => event.id));
      return response;
    },
  });
  return { client, taken };
}

export const accepts: Answer = () => new Response(null, { status: 204 });

export function problem(status: number, detail: string): Response {
  const body = { type: 'about:blank', title: 'Error', status, detail };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
