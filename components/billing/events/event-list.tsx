'use client';

import {
  type MouseEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
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

/** What a link to the log leads to, or why that can't be read: right now, or before one has signed in again. */
export type OlderEvents = EventRowPage | 'unreadable' | 'signed out';

/** Reads the rows that a link to the log leads to. */
export type LoadOlder = (href: string) => Promise<OlderEvents>;

/** `outdated` or `signed out`: this page can read no more; the page that the link leads to can, or asks to sign in. */
type State = 'idle' | 'loading' | 'unreadable' | 'signed out' | 'outdated';

interface Shown extends EventRowPage {
  /** How many of the rows came last; 0: they are those that the page came with. */
  added: number;
}

interface EventListProps {
  first: EventRowPage;
  load: LoadOlder;
  /** The head of the table. */
  children?: ReactNode;
}

/**
 * The table of the log. Older rows are read when its end comes into view, or when the link there is followed; without
 * a script that leads to a page of them.
 */
export function EventList({ first, load, children }: EventListProps) {
  const [{ rows, nextHref, added }, setShown] = useState<Shown>({ ...first, added: 0 });
  const [state, setState] = useState<State>('idle');
  const body = useRef<HTMLTableSectionElement>(null);
  const end = useRef<HTMLTableSectionElement>(null);
  const wasOnLink = useRef(false);
  useSoftLinks(body);

  // New rows come before the link, and the last ones take it away: who has followed it, or loses it, goes on with the first.
  useLayoutEffect(() => {
    if (wasOnLink.current) body.current?.children[rows.length - added]?.querySelector('a')?.focus();
    wasOnLink.current = false;
  }, [rows, added]);

  async function append(isFollowed: boolean) {
    if (state === 'loading' || nextHref === null) return;
    setState('loading');
    const older = await load(nextHref).catch(whyNotLoaded);
    if (typeof older === 'string') return setState(older);
    setState('idle');
    const goesOn = isFollowed || older.nextHref === null;
    wasOnLink.current = goesOn && end.current?.contains(document.activeElement) === true;
    // A click that brings the end into view asks twice.
    setShown((now) => (now.nextHref === nextHref ? joined(now, older) : now));
  }

  const appendInView = useEffectEvent(([entry]: IntersectionObserverEntry[]) => {
    // What failed is tried again by hand: else it would be tried for ever.
    if (entry?.isIntersecting && state === 'idle') void append(false);
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
    if (state === 'outdated' || state === 'signed out') return;
    event.preventDefault();
    void append(true);
  }

  return (
    <>
      <p role="status" className="sr-only">
        {added > 0 && `${added} older ${added === 1 ? 'event' : 'events'}, ${rows.length} in the table now`}
      </p>
      <table className="w-full text-right text-xs tabular-nums">
        {children}
        <tbody ref={body}>
          <EventRows rows={rows} />
        </tbody>
        {nextHref !== null && (
          <tfoot ref={end}>
            <tr className="border-t">
              <td colSpan={10} className="pt-4 text-center">
                {(state === 'unreadable' || state === 'signed out') && (
                  <span role="alert" className="mr-3 text-destructive">
                    {PROBLEMS[state]}
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
      </table>
    </>
  );
}

function joined(shown: Shown, { rows, nextHref }: EventRowPage): Shown {
  return { rows: [...shown.rows, ...rows], nextHref, added: rows.length };
}

function whyNotLoaded(error: unknown): 'outdated' | 'unreadable' {
  return isOutdated(error) ? 'outdated' : 'unreadable';
}

const PROBLEMS = {
  unreadable: 'Older events could not be read.',
  'signed out': 'You are not signed in, or your session has ended.',
};

const LINK_TEXTS: Record<State, string> = {
  idle: 'Older events',
  loading: 'Reading…',
  unreadable: 'Try again',
  'signed out': 'Sign in',
  outdated: 'Older events',
};
