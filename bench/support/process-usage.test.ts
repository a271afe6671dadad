import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => void vi.resetModules());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock('node:fs');
});

it.runIf(process.platform === 'linux')('tells the CPU time and the memory of a process', async () => {
  const { processUsage } = await import('./process-usage');
  const { cpuMs, memoryMiB } = processUsage(process.pid);
  expect(cpuMs).toBeGreaterThan(0);
  expect(memoryMiB).toBeGreaterThan(1);
});

// `/proc` is listed as text, 10001 before 9998: a grandchild that came before its parent was left out.
it.runIf(process.platform === 'linux')(
  'counts all that a process started, in whatever order they are listed',
  async () => {
    const parentOf: Record<string, number> = { 1: 0, 10001: 9998, 10002: 1, 9000: 1, 9998: 9000 };
    vi.doMock('node:fs', () => ({
      readdirSync: () => ['1', '10001', '10002', '9000', '9998', 'self'],
      readFileSync(path: string) {
        const [, , id = ''] = path.split('/');
        return `${id} (node) S ${parentOf[id]} 0 0 0 0 0 0 0 0 0 2 1 0 0 0 0 0 0 0 0 256 0`;
      },
    }));
    const { processUsage } = await import('./process-usage');
    expect(processUsage(9000)).toEqual({ cpuMs: 90, memoryMiB: 3 });
  },
);

// Databases were started and filled first, and then it was “ENOENT: no such file or directory, scandir '/proc'”.
it.each(['darwin', 'win32'])(
  'says on %s that it needs Linux, before a benchmark begins',
  async (platform) => {
    vi.stubGlobal('process', { ...process, platform });
    await expect(import('./process-usage')).rejects.toThrow('only Linux has that');
  },
);
