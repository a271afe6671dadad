import { RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { CopyButton } from '@/components/ui/copy-button';
import type { ChatMessage } from '@/lib/chats/message';
import { useMessageActions } from './message-actions';
import { textOf } from './text-of';
import { usageLine } from './usage-line';
import { VersionArrows } from './version-arrows';

const ENDINGS = { stopped: 'Stopped', failed: 'Failed' };

/** Under a reply: how it ended if not well, what it used and cost, and what can be done with it. */
export function ReplyFooter({ message }: { message: ChatMessage }) {
  const { status, usage } = message.metadata ?? {};
  const line = usage && usageLine(usage);
  return (
    <footer className="flex min-h-7 flex-wrap items-center gap-x-2 text-muted-foreground text-xs tabular-nums">
      {(status === 'stopped' || status === 'failed') && (
        <span className={status === 'failed' ? 'text-destructive' : 'text-warning'}>{ENDINGS[status]}</span>
      )}
      {line && <span title={line.detail}>{line.text}</span>}
      {usage?.estimated && <Estimated />}
      {usage?.generationIds.map((id, index, all) => (
        <Link
          key={id}
          href={`/billing/events/${id}`}
          prefetch={false}
          className="rounded-sm underline underline-offset-2 hover:text-foreground"
        >
          {all.length > 1 ? `Receipt ${index + 1}` : 'Receipt'}
        </Link>
      ))}
      <div className="ml-auto flex items-center">
        <VersionArrows message={message} />
        <CopyButton text={() => textOf(message)} label="Copy reply" />
        <RegenerateButton replyId={message.id} />
      </div>
    </footer>
  );
}

function RegenerateButton({ replyId }: { replyId: string }) {
  const { regenerate } = useMessageActions();
  return (
    <button
      type="button"
      aria-label="Answer again"
      onClick={() => regenerate(replyId)}
      className="inline-flex h-7 cursor-pointer items-center rounded-md px-1.5 hover:bg-accent hover:text-foreground"
    >
      <RefreshCw aria-hidden className="size-3.5" />
    </button>
  );
}

/** Who has no pointer to see the title with finds in the receipt beside it how the tokens were counted. */
function Estimated() {
  return (
    <abbr
      title="The provider did not report all that this reply used, so we counted the rest from the prompt and what was delivered."
      className="cursor-help underline decoration-dotted underline-offset-2"
    >
      estimated
    </abbr>
  );
}
