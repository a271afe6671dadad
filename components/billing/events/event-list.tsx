'use client';

import { type MouseEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { buttonVariants } from '@/components/ui/button';
import { isOutdated } from '@/components/ui/failed-action';
import type { EventRow } from './event-row';
import { EventRows } from './event-rows';
import { useSoftLinks } from './use-soft-links';

/** A part of the log, and the link to the rows after them; null: there are none. */
export interface EventRowPage {
  rows: EventRow[];
  nextHref: string | null;
}

/** Reads the rows that a link to the log leads to; null when they can't be read right now. */
export type LoadOlder = (href: string) => Promise<EventRowPage | null>;

/** `outdated`: this page can read no more; the page that the link leads to can. */
type State = 'idle' | 'loading' | 'failed' | 'outdated';

/**
 * The rows of the log. Older ones are read when its end comes into view, or when the link there is followed; without
 * a script that leads to a page of them.
 */
export function EventList({ first, load }: { first: EventRowPage; load: LoadOlder }) {
  const [{ rows, nextHref }, setShown] = useState(first);
  const [state, setState] = useState<State>('idle');
  const body = useRef<HTMLTableSectionElement>(null);
  const end = useRef<HTMLTableSectionElement>(null);
  useSoftLinks(body);

  async function append() {
    if (state === 'loading' || nextHref === null) return;
    setState('loading');
    const older = await load(nextHref).catch((error: unknown) => (isOutdated(error) ? 'outdated' : null));
    if (older === 'outdated') return setState('outdated');
    setState(older ? 'idle' : 'failed');
    // A click that brings the end into view asks twice.
    if (older) setShown((now) => (now.nextHref === nextHref ? joined(now, older) : now));
  }

  const appendInView = useEffectEvent(([entry]: IntersectionObserverEntry[]) => {
    // What failed is tried again by hand: else it would be tried for ever.
    if (entry?.isIntersecting && state === 'idle') void append();
  });

  // Anew after each page: an end that stays in view tells nothing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver((entries) => appendInView(entries));
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [nextHref]);

  function follow(event: MouseEvent) {
    if (state === 'outdated') return;
    event.preventDefault();
    void append();
  }

  return (
    <>
      <tbody ref={body}>
        <EventRows rows={rows} />
      </tbody>
      {nextHref !== null && (
        <tfoot ref={end}>
          <tr className="border-t">
            <td colSpan={10} className="pt-4 text-center">
              {state === 'failed' && (
                <span role="alert" className="mr-3 text-destructive">
                  Older events could not be read.
                </span>
              )}
              <a
                href={nextHref}
                onClick={follow}
                aria-disabled={state === 'loading'}
                className={buttonVariants({ variant: 'outline', size: 'sm' })}
              >
                {LINK_TEXTS[state]}
              </a>
            </td>
          </tr>
        </tfoot>
      )}
    </>
  );
}

function joined(shown: EventRowPage, { rows, nextHref }: EventRowPage): EventRowPage {
  return { rows: [...shown.rows, ...rows], nextHref };
}

const LINK_TEXTS: Record<State, string> = {
  idle: 'Older events',
  loading: 'Reading…',
  failed: 'Try again',
  outdated: 'Older events',
};
