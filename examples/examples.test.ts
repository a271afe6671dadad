import { execFile } from 'node:child_process';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '@/tests/support/listen';

/** With no key set, and no address unless one is given, as on the first day. */
async function run(example: string, settings: Record<string, string> = {}): Promise<string> {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...settings } as const;
  // Fails where the program does.
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', `examples/${example}`],
    { env },
  );
  expect(stderr).toBe('');
  return stdout;
}

it.concurrent('the blocking example prints the reply, and the tokens that the meter has', async () => {
  const output = await run('openai.ts');
  expect(output).toContain('piece of text');
  expect(output).toMatch(/tokentally-demo-2026-11-01.*│ \d+/);
}, 120_000);

it.concurrent('the streaming example counts what OpenAI reports', async () => {
  const output = await run('openai-stream.ts');
  const [, prompt, reply] = /as they arrived: (\d+) \+ (\d+)/.exec(output) ?? [];
  const [, metered] = /'false'\s*│ (\d+)/.exec(output) ?? [];
  expect(Number(prompt) + Number(reply)).toBe(Number(metered));
}, 120_000);

// It ended with a stack, when the reply had been paid for.
it('an example says which meters an OpenMeter lacks, before it calls the model', async () => {
  const OPENMETER_URL = await startServer((_, response) => response.writeHead(404).end());
  await expect(run('openai.ts', { OPENMETER_URL })).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^OpenMeter lacks the meters prompt_tokens, .*, requests\. Make them with `npm run openmeter:setup`\.\n$/,
    ),
  });
}, 120_000);

// It followed: what it reported was lost, and it said nothing.
it('an example says that the address of OpenMeter leads elsewhere, before it calls the model', async () => {
  const OPENMETER_URL = await startServer(({ url }, response) =>
    url?.startsWith('/there')
      ? response.setHeader('Content-Type', 'application/json').end('{}')
      : response.writeHead(301, { Location: `/there${url}` }).end(),
  );
  await expect(run('openai.ts', { OPENMETER_URL })).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^The server at OPENMETER_URL answers 301, a redirect to [^\n]*\n$/),
  });
}, 120_000);

it('an example says that an OpenMeter over HTTP may not count the call yet', async () => {
  const { OPENMETER_URL } = await startMeter();
  expect(await run('openai.ts', { OPENMETER_URL })).toContain('some seconds after it was reported');
}, 120_000);

// What was reported had no counts, and was called exact.
it('the blocking example counts for itself where the model’s server reports nothing', async () => {
  const choice = { index: 0, message: { role: 'assistant', content: 'Hello there' }, finish_reason: 'stop' };
  const completion = { id: 'chatcmpl-1', created: 1_764_000_000, model: 'llama3.3', choices: [choice] };
  const OPENAI_BASE_URL = await startServer((_, response) => answerJson(response, completion));
  const { OPENMETER_URL, reports } = await startMeter();
  await run('openai.ts', { OPENAI_API_KEY: 'none', OPENAI_BASE_URL, OPENMETER_URL, MODEL: 'llama3.3' });
  const data = { prompt_tokens: 12, completion_tokens: 2, total_tokens: 14, estimated: true };
  expect(reports).toMatchObject([[{ id: 'chatcmpl-1', data }]]);
}, 120_000);

/** An OpenMeter that has every meter, and keeps what it is sent. */
async function startMeter() {
  const reports: unknown[] = [];
  const OPENMETER_URL = await startServer(async (request, response) => {
    if (request.method === 'POST') {
      reports.push(await json(request));
      response.writeHead(204).end();
    } else answerJson(response, request.url?.includes('/query') ? { data: [], windowSize: null } : {});
  });
  return { OPENMETER_URL, reports };
}

function answerJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

async function startServer(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${await listen(server)}`;
}
