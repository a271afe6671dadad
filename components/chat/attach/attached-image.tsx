import type { FileUIPart } from 'ai';

/** A picture that somebody attached. It is served to its owner alone, so that no optimizer can fetch it. */
export function AttachedImage({
  file,
  alt,
  className,
}: {
  file: FileUIPart;
  alt: string;
  className: string;
}) {
  // biome-ignore lint/performance/noImgElement: see above
  return <img src={file.url} alt={alt} loading="lazy" decoding="async" className={className} />;
}
