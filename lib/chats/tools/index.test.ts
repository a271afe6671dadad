import { afterEach, expect, it, vi } from 'vitest';
import { newId, type UserId } from '@/lib/ids';

afterEach(() => vi.unstubAllEnvs());

/** The tools of somebody where the operator lists these hosts. */
async function toolsWith(hosts: string | undefined) {
  vi.stubEnv('READ_PAGE_HOSTS', hosts);
  vi.resetModules();
  const { toolsOf } = await import('.');
  return toolsOf(newId<UserId>());
}

it('reads pages where the operator lists their hosts, and names those to the model', async () => {
  const tools = await toolsWith('whales.example, *.wikipedia.org');
  expect(Object.keys(tools)).toEqual(['currentTime', 'calculator', 'readPage', 'my_usage']);
  expect(tools.readPage?.description).toContain('whales.example, *.wikipedia.org');
});

it('reads no pages where none are listed', async () => {
  expect(Object.keys(await toolsWith(undefined))).toEqual(['currentTime', 'calculator', 'my_usage']);
});
