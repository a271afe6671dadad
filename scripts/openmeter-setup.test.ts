import { createServer, type ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { METERS } from '@/lib/openmeter/meters';
import { listen } from '@/tests/support/listen';
import { startScript } from './testing/run-script';

const [REPLACED] = METERS;

/** An OpenMeter on which one meter counts something else, and is deleted. What it answers to its replacement is up to the test. */
async function replacing(answer: (replacement: ServerResponse, interrupt: () => void) => void) {
  const server = createServer((request, response) => {
    request.resume();
    const meter = METERS.find(({ slug }) => request.url?.endsWith(`/${slug}`));
    const theirs = meter === REPLACED && {
      eventType: 'other',
      groupBy: { team: '$.team' },
      metadata: { owner: 'somebody' },
    };
    if (request.method === 'DELETE') response.writeHead(204).end();
    else if (request.method === 'POST') answer(response, () => child.kill('SIGINT'));
    else sendJson(response, 200, { ...meter, ...theirs });
  });
  const OPENMETER_URL = `http://127.0.0.1:${await listen(server)}`;
  const { child, ended } = startScript('openmeter-setup.ts', { OPENMETER_URL }, ['--replace']);
  return ended.finally(() => server.close());
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(body));
}

// It said that OpenMeter refused, and the groups and metadata that others had added were lost with the deleted meter.
it('prints the meter that OpenMeter deleted and then refused to make anew', async () => {
  const { code, stderr } = await replacing((response) =>
    sendJson(response, 400, { status: 400, title: 'Bad Request', detail: 'no more meters' }),
  );
  expect(code).toBe(2);
  const [reason, advice, json = ''] = stderr.split('\n');
  expect(reason).toMatch(/^OpenMeter refused: .*no more meters/);
  expect(advice).toContain(`The meter ${REPLACED.slug} was being replaced. If it is gone now, post this`);
  expect(JSON.parse(json)).toEqual({
    ...REPLACED,
    groupBy: { team: '$.team', ...REPLACED.groupBy },
    metadata: { owner: 'somebody' },
  });
});

// Ctrl-C in between lost them, too.
it('is not interrupted between the end of a meter and its replacement', async () => {
  const { code, stdout } = await replacing((response, interrupt) => {
    // A signal takes effect before what comes after it is read.
    interrupt();
    sendJson(response, 200, REPLACED);
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`${REPLACED.slug} +replaced`));
});
