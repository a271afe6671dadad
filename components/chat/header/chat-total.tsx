import type { ChatFigures } from '@/lib/chats/figures';
import { formatUsd, picoUsd } from '@/lib/money';

const count = new Intl.NumberFormat('en');

/** What the chat has cost, and its tokens: all branches, and the title that a model wrote. */
export function ChatTotal({ total }: { total: ChatFigures['total'] }) {
  if (total.tokens === 0) return null;
  const cost = total.costPico === null ? 'unpriced' : formatUsd(picoUsd(BigInt(total.costPico)));
  return (
    <p
      title="Everything billed for this chat: all versions of its replies, and its title."
      className="shrink-0 text-muted-foreground text-xs tabular-nums"
    >
      <span className="sr-only">This chat cost </span>
      {cost}
      <span className="hidden sm:inline"> · {count.format(total.tokens)} tokens</span>
    </p>
  );
}
