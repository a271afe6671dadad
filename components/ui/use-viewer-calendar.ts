import { useMemo, useSyncExternalStore } from 'react';

/**
 * The moment and the time zone by which a page tells days. While the server renders, and until the browser has taken
 * over, they are the server's, so that both render the same; then they are the viewer's, of the day that it is: a tab may
 * stay open for weeks.
 */
export function useViewerCalendar(renderedAt: Date): { now: Date; timeZone: string } {
  const day = useSyncExternalStore(onNewDay, viewerDay, serverDay);
  return useMemo(
    () =>
      day === undefined
        ? { now: renderedAt, timeZone: 'UTC' }
        : { now: new Date(), timeZone: viewerTimeZone() },
    [renderedAt, day],
  );
}

const viewerTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
/** It changes with the day, and when the viewer travels. */
const viewerDay = () => `${new Date().toDateString()} ${viewerTimeZone()}`;
const serverDay = () => undefined;

function onNewDay(look: () => void): () => void {
  let timer = setTimeout(atMidnight, msToMidnight());
  // The timer may have slept with the computer.
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };

  function atMidnight() {
    look();
    timer = setTimeout(atMidnight, msToMidnight());
  }
}

function msToMidnight(): number {
  return new Date().setHours(24, 0, 0, 0) - Date.now();
}
