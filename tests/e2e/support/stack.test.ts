import { beforeEach, expect, it, vi } from 'vitest';
import { createGate } from '@/tests/support/gate';
import { type App, startApp } from './app';
import { startStack } from './stack';

vi.mock('./app', () => ({ startApp: vi.fn() }));

const ended: string[] = [];
beforeEach(() => {
  ended.length = 0;
});

/** An app that only remembers that it has ended. */
const appAt = (url: string): App => ({
  url,
  pid: 0,
  output: () => '',
  async stop() {
    ended.push(url);
    return 'ended';
  },
});

// A hook whose time was up knew nothing of it, and it outlived the run.
it('ends an instance, too, that has not started yet', async () => {
  vi.mocked(startApp).mockResolvedValueOnce(appAt('the first'));
  const stack = await startStack();
  const gate = createGate();
  gate.shut();
  vi.mocked(startApp).mockImplementationOnce(async () => {
    await gate.passed();
    return appAt('the other');
  });
  const other = stack.startInstance();
  const over = stack.stop();
  gate.open();
  await Promise.all([other, over]);
  expect(ended).toEqual(['the other', 'the first']);
});

it('says why the app did not start, and leaves nothing of what it needs', async () => {
  vi.mocked(startApp).mockRejectedValueOnce(new Error('The app ended with 1.'));
  await expect(startStack()).rejects.toThrow('The app ended with 1.');
  const [{ env } = {}] = vi.mocked(startApp).mock.lastCall ?? [];
  await expect(fetch(`${env?.OPENAI_BASE_URL}/models`)).rejects.toMatchObject({
    cause: { code: 'ECONNREFUSED' },
  });
});
