import { ArrowUp, Clock, Paperclip, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { labelOf, shortLabelOf } from '../outgoing';
import type { Estimate } from '../spend/estimate';
import { mayCost } from '../spend/may-cost';
import type { KeptMessage } from './kept-list';

/** The messages that wait to be sent, each to be taken out, or sent now where none is under way. */
export function QueueList({
  queue,
  canSend,
  firstEstimate,
  onSend,
  onRemove,
}: {
  queue: KeptMessage[];
  canSend: boolean;
  /** What the first can cost, where that is why it doesn't go by itself. */
  firstEstimate: Estimate | undefined;
  onSend: (queued: KeptMessage) => void;
  onRemove: (queued: KeptMessage) => void;
}) {
  return (
    <>
      {/* It is there before there is anything to say: what comes into the page with its words is often not read out. */}
      <p role="status" className="text-warning text-xs not-empty:pb-1.5">
        {firstEstimate && `The next message ${mayCost(firstEstimate)}, so it waits for you to send it.`}
      </p>
      {queue.length > 0 && (
        <ul aria-label="Waiting messages" className="grid max-h-32 gap-1 overflow-y-auto pb-2">
          {queue.map((queued) => (
            <li
              key={queued.id}
              className="flex items-center gap-2 rounded-lg border border-dashed py-1 pr-1 pl-3 text-muted-foreground text-sm"
            >
              <Clock aria-hidden className="size-3.5 shrink-0" />
              <span dir="auto" className="min-w-0 flex-1 truncate text-left">
                {labelOf(queued)}
              </span>
              {queued.text !== '' && queued.files.length > 0 && <FileCount count={queued.files.length} />}
              {canSend && (
                <Button
                  size="icon"
                  variant="ghost"
                  aria-label={`Send “${shortLabelOf(queued)}” now`}
                  className="size-7"
                  onClick={() => onSend(queued)}
                >
                  <ArrowUp aria-hidden />
                </Button>
              )}
              <Button
                size="icon"
                variant="ghost"
                aria-label={`Remove “${shortLabelOf(queued)}”`}
                className="size-7"
                onClick={() => onRemove(queued)}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function FileCount({ count }: { count: number }) {
  return (
    <span className="flex shrink-0 items-center gap-1 text-xs tabular-nums">
      <Paperclip aria-hidden className="size-3.5" />
      {count}
      <span className="sr-only">{count === 1 ? 'file' : 'files'}</span>
    </span>
  );
}
