import { useMemo } from 'react';
import { useInBrowser } from './use-in-browser';

/**
 * The moment and the time zone by which a page tells days. While the server renders, and until the browser has taken
 * over, they are the server's, so that both render the same; then they are the viewer's.
 */
export function useViewerCalendar(renderedAt: Date): { now: Date; timeZone: string } {
  const timeZone = useInBrowser(viewerTimeZone, serverTimeZone);
  return useMemo(
    () => ({ now: timeZone === undefined ? renderedAt : new Date(), timeZone: timeZone ?? 'UTC' }),
    [renderedAt, timeZone],
  );
}

const viewerTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const serverTimeZone = () => undefined;
