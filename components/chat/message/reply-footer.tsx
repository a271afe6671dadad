import { CopyButton } from '@/components/ui/copy-button';
import type { ChatMessage } from '@/lib/chats/message';
import { textOf } from './text-of';
import { usageLine } from './usage-line';

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
      <CopyButton text={() => textOf(message)} label="Copy reply" className="ml-auto" />
    </footer>
  );
}

function Estimated() {
  return (
    <abbr
      title="The provider did not report what this reply used, so it was counted here with the same tokenizer."
      className="cursor-help underline decoration-dotted underline-offset-2"
    >
      estimated
    </abbr>
  );
}
