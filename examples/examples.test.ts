import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** With no key and no address set, as on the first day. */
async function run(example: string): Promise<string> {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' } as const;
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
