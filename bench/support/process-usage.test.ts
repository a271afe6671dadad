import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => void vi.resetModules());
afterEach(() => void vi.unstubAllGlobals());

it.runIf(process.platform === 'linux')('tells the CPU time and the memory of a process', async () => {
  const { processUsage } = await import('./process-usage');
  const { cpuMs, memoryMiB } = processUsage(process.pid);
  expect(cpuMs).toBeGreaterThan(0);
  expect(memoryMiB).toBeGreaterThan(1);
});

// Databases were started and filled first, and then it was “ENOENT: no such file or directory, scandir '/proc'”.
it.each(['darwin', 'win32'])(
  'says on %s that it needs Linux, before a benchmark begins',
  async (platform) => {
    vi.stubGlobal('process', { ...process, platform });
    await expect(import('./process-usage')).rejects.toThrow('only Linux has that');
  },
);
