import { ImageIcon } from 'lucide-react';
import { use } from 'react';
import { destinationOf } from './destination';
import { InsideLink, OutsideLink } from './outside-link';
import { OwnDirection } from './own-direction';

/**
 * Stands for an image that a model wrote: to load it would tell its host whatever the model put into its address. In a
 * link it is a part of its text: that link leads elsewhere than to the image.
 */
export function OutsideImage({ src, alt }: { src: string | undefined; alt: string | undefined }) {
  const isInsideLink = use(InsideLink);
  const destination = isInsideLink ? undefined : destinationOf(src);
  return (
    <OutsideLink href={src} text="">
      <ImageIcon aria-hidden className="mr-1 inline size-[1em] align-[-0.125em]" />
      Image: <OwnDirection text={alt ?? ''}>{alt || 'without a description'}</OwnDirection>
      {destination && (
        <span className="text-muted-foreground text-[0.86em]">
          {' '}
          (<bdi dir="ltr">{destination.place}</bdi>)
        </span>
      )}
    </OutsideLink>
  );
}
