import { ImageIcon } from 'lucide-react';
import { destinationOf } from './destination';
import { OutsideLink } from './outside-link';

/** Stands for an image that a model wrote: to load it would tell its host whatever the model put into its address. */
export function OutsideImage({ src, alt }: { src: string | undefined; alt: string | undefined }) {
  const destination = destinationOf(src);
  const description = `Image: ${alt || 'without a description'}`;
  return (
    <OutsideLink href={src} text="">
      <span className="inline-flex max-w-full items-center gap-2 rounded-md border bg-card px-2.5 py-1.5 text-sm leading-snug">
        <ImageIcon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <span className="min-w-0">
          {description}
          {destination && <span className="block text-muted-foreground text-xs">{destination.place}</span>}
        </span>
      </span>
    </OutsideLink>
  );
}
