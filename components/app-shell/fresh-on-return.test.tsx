// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { FreshOnReturn } from './fresh-on-return';

const shown = vi.hoisted(() => ({ url: new URL('http://localhost:3000/') }));
const router = vi.hoisted(() => ({ refresh: vi.fn(), replace: vi.fn() }));

vi.mock('next/navigation', () => ({
  useRouter: () => router,
  usePathname: () => shown.url.pathname,
  useSearchParams: () => shown.url.searchParams,
}));

const page = reactRoot();

beforeEach(() => vi.useFakeTimers());

afterEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
});

/** What is done when Back leads from one address to another. */
async function back(from: string, to: string) {
  shown.url = new URL(from, 'http://localhost:3000');
  await page.show(<FreshOnReturn />);
  history.replaceState(null, '', to);
  window.dispatchEvent(new PopStateEvent('popstate'));
  vi.runAllTimers();
  return { refreshed: router.refresh.mock.calls.length, opened: router.replace.mock.calls.map(([to]) => to) };
}

describe('Back', () => {
  it.each([
    ['/chat', '/billing'],
    // Another view of the same page was shown as it had been left.
    ['/billing?range=7d', '/billing'],
    ['/billing', '/billing?range=7d'],
    ['/billing?model=a', '/billing?model=b#usage'],
  ])('from %s reads %s again', async (from, to) => {
    expect(await back(from, to)).toEqual({ refreshed: 1, opened: [] });
  });

  it.each([
    ['/billing?tz=Europe/Berlin#budget', '/billing?tz=Europe%2FBerlin'],
    ['/chat/1', '/chat/1#end'],
    ['/chat?model=a', '/chat'],
  ])('from %s leaves %s as it is', async (from, to) => {
    expect(await back(from, to)).toEqual({ refreshed: 0, opened: [] });
  });

  it('opens a chat anew', async () => {
    expect(await back('/billing', '/chat/1?a=b#end')).toEqual({ refreshed: 0, opened: ['/chat/1?a=b#end'] });
  });
});
