import { createContext, type ReactNode, use } from 'react';
import { destinationOf, isMisleading } from './destination';
import { OwnDirection } from './own-direction';

/** Whether a link is around: browsers take a link in a link apart, and the page would not be what the server drew. */
export const InsideLink = createContext(false);

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
  const isInsideLink = use(InsideLink);
  if (!destination || isInsideLink) return <span>{children}</span>;
  return (
    <a
      href={destination.href}
      title={destination.place}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerPolicy="no-referrer"
    >
      <InsideLink value={true}>
        <OwnDirection text={text}>{children}</OwnDirection>
      </InsideLink>
      {isMisleading(text, destination) && (
        <>
          {' '}
          (<bdi dir="ltr">{destination.place}</bdi>)
        </>
      )}
    </a>
  );
}
