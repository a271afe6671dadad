'use client';

import { type MouseEvent, type ReactNode, useState, useTransition } from 'react';
import { buttonVariants } from '@/components/ui/button';

/** Rows of the log that a link leads to, and the link to the rows after them. */
export interface OlderRows {
  rows: ReactNode;
  nextHref: string | null;
}

/** Reads the rows of a link to the log; null when they can't be read right now. */
export type LoadOlder = (href: string) => Promise<OlderRows | null>;

/** Appends older events to the log, page by page. Without a script its link leads to a page of them. */
export function OlderEvents({ href, load }: { href: string | null; load: LoadOlder }) {
  const [pages, setPages] = useState<ReactNode[]>([]);
  const [nextHref, setNextHref] = useState(href);
  const [failed, setFailed] = useState(false);
  const [loading, startLoading] = useTransition();

  function append(event: MouseEvent) {
    event.preventDefault();
    if (loading || nextHref === null) return;
    startLoading(async () => {
      const older = await load(nextHref);
      setFailed(older === null);
      if (older === null) return;
      setPages((shown) => [...shown, older.rows]);
      setNextHref(older.nextHref);
    });
  }

  return (
    <>
      <tbody>{pages}</tbody>
      {nextHref !== null && (
        <tfoot>
          <tr className="border-t">
            <td colSpan={10} className="pt-4 text-center">
              {failed && (
                <span className="mr-3 text-destructive">They could not be read. Nothing is lost.</span>
              )}
              <a
                href={nextHref}
                onClick={append}
                aria-disabled={loading}
                className={buttonVariants({ variant: 'outline', size: 'sm' })}
              >
                {loading ? 'Reading…' : failed ? 'Try again' : 'Older events'}
              </a>
            </td>
          </tr>
        </tfoot>
      )}
    </>
  );
}
