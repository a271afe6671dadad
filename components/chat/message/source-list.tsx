import type { ChatMessage } from '@/lib/chats/message';
import { destinationOf } from '../markdown/link/destination';
import { OutsideLink } from '../markdown/link/outside-link';
import { type Source, sourcesOf } from './sources';

/** What a reply is based on: pages with their host, which open by a click only, and documents. */
export function SourceList({ parts }: { parts: ChatMessage['parts'] }) {
  const sources = sourcesOf(parts);
  if (sources.length === 0) return null;
  return (
    <section aria-label="Sources" className="text-sm">
      <h3 className="text-muted-foreground text-xs">Sources</h3>
      <ol className="mt-1.5 flex flex-wrap gap-1.5">
        {sources.map((source) => (
          <li key={source.sourceId} className="max-w-full rounded-md border bg-card px-2.5 py-1.5">
            <SourceName source={source} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function SourceName({ source }: { source: Source }) {
  if (source.type === 'source-document') return <span>{source.title || source.filename}</span>;
  const place = destinationOf(source.url)?.place;
  const title = source.title ?? place ?? source.url;
  return (
    <OutsideLink href={source.url} text="">
      <span className="block truncate">{title}</span>
      {place !== title && <span className="block truncate text-muted-foreground text-xs">{place}</span>}
    </OutsideLink>
  );
}
