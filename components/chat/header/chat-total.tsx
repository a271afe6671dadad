import type { ChatFigures } from '@/lib/chats/figures';
import { formatCount, formatSum } from '@/lib/format';

/** What the chat has cost, and its tokens: all branches, and the title that a model wrote. */
export function ChatTotal({ total }: { total: ChatFigures['total'] }) {
  if (total.tokens === 0) return null;
  return (
    <p
      title="Everything billed for this chat: all versions of its replies, and its title."
      className="shrink-0 text-muted-foreground text-xs tabular-nums"
    >
      <span className="sr-only">This chat cost </span>
      {formatSum(total.costPico, total.unpricedRequests)}
      <span className="hidden sm:inline"> · {formatCount(total.tokens)} tokens</span>
    </p>
  );
}
