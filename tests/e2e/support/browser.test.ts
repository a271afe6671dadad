import { afterEach, expect, it, vi } from 'vitest';
import { findBrowser } from './browser';

vi.mock('./unpacked-browser', () => ({ unpackedBrowser: async () => ({ executablePath: '/tmp/chromium' }) }));

afterEach(() => void vi.unstubAllGlobals());

// On ARM the package's browser was started, which is for x64: “Exec format error”.
it.each([
  ['linux', 'x64', { executablePath: '/tmp/chromium' }],
  ['linux', 'arm64', {}],
  ['darwin', 'arm64', { channel: 'chrome' }],
  ['win32', 'x64', { channel: 'chrome' }],
])('on %s on %s it finds one that runs there', async (platform, arch, found) => {
  vi.stubGlobal('process', { ...process, platform, arch });
  expect(await findBrowser()).toEqual(found);
});
