// @vitest-environment happy-dom
import { act } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { useViewerCalendar } from './use-viewer-calendar';

const { show } = reactRoot();
const renderedAt = new Date('2020-01-01T00:00:00Z');

function Today() {
  const { now, timeZone } = useViewerCalendar(renderedAt);
  return `${timeZone} ${now.toDateString()}`;
}

describe('the day of the viewer', () => {
  const shownDay = () => document.body.textContent.split(' ').slice(1).join(' ');

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date(2026, 10, 24, 22) });
  });
  afterEach(() => vi.useRealTimers());

  it('is the server’s on the server', () => {
    expect(renderToString(<Today />)).toBe(`UTC ${renderedAt.toDateString()}`);
  });

  // A list of chats said “Today” for as long as its tab stayed open.
  it('becomes the next one at midnight, and again', async () => {
    await show(<Today />);
    expect(shownDay()).toBe('Tue Nov 24 2026');
    await act(() => vi.advanceTimersToNextTimerAsync());
    expect(shownDay()).toBe('Wed Nov 25 2026');
    await act(() => vi.advanceTimersToNextTimerAsync());
    expect(shownDay()).toBe('Thu Nov 26 2026');
  });

  it('is looked up when the tab is looked at, as timers sleep with the computer', async () => {
    await show(<Today />);
    vi.setSystemTime(new Date(2026, 10, 27, 9));
    await act(async () => document.dispatchEvent(new Event('visibilitychange')));
    expect(shownDay()).toBe('Fri Nov 27 2026');
  });
});
