import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** With no key and no address set, as on the first day. */
function run(example: string): string {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', `examples/${example}`], {
    env,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

it('the blocking example prints the reply, and the tokens that the meter has', () => {
  const output = run('openai.ts');
  expect(output).toContain('piece of text');
  expect(output).toMatch(/tokentally-demo-2026-11-01.*│ \d+/);
}, 120_000);

it('the streaming example counts what OpenAI reports', () => {
  const output = run('openai-stream.ts');
  const [, prompt, reply] = /as they arrived: (\d+) \+ (\d+)/.exec(output) ?? [];
  const [, metered] = /'false'\s*│ (\d+)/.exec(output) ?? [];
  expect(Number(prompt) + Number(reply)).toBe(Number(metered));
}, 120_000);
