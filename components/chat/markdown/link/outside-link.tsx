import type { ReactNode } from 'react';
import { destinationOf, isMisleading } from './destination';

/**
 * A link that a model wrote: it leads out only by a click, into a new tab, and tells the other side nothing of this
 * page. Where it really leads is said on hovering, and beside a text that says otherwise.
 */
export function OutsideLink({
  href,
  text,
  children,
}: {
  href: string | undefined;
  /** What can be read of the children. */
  text: string;
  children: ReactNode;
}) {
  const destination = destinationOf(href);
  if (!destination) return <span>{children}</span>;
  return (
    <a
      href={destination.href}
      title={destination.place}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerPolicy="no-referrer"
    >
      {children}
      {isMisleading(text, destination) && ` (${destination.place})`}
    </a>
  );
}
