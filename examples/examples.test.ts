import { execFile } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
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
  const OPENMETER_URL = await startOpenMeter((_, response) => response.writeHead(404).end());
  await expect(run('openai.ts', { OPENMETER_URL })).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^OpenMeter lacks the meters prompt_tokens, .*\. Make them with `npm run openmeter:setup`\.\n$/,
    ),
  });
}, 120_000);

// It followed: what it reported was lost, and it said nothing.
it('an example says that the address of OpenMeter leads elsewhere, before it calls the model', async () => {
  const OPENMETER_URL = await startOpenMeter(({ url }, response) =>
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
  const OPENMETER_URL = await startOpenMeter(({ url, method }, response) => {
    if (method === 'POST') return response.writeHead(204).end();
    const answer = url?.includes('/query') ? { data: [], windowSize: null } : {};
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  });
  expect(await run('openai.ts', { OPENMETER_URL })).toContain('some seconds after it was reported');
}, 120_000);

async function startOpenMeter(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${await listen(server)}`;
}
