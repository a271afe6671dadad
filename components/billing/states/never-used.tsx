import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { Card } from '@/components/ui/card';

/**
 * For a person who has not used anything yet.
 *
 * @param note what else there is to know, in a few words
 */
export function NeverUsed({ note }: { note?: string }) {
  return (
    <Card className="flex flex-col items-center gap-4 px-6 py-16 text-center">
      <Bars />
      <div className="space-y-1">
        <h2 className="font-semibold">Nothing used yet</h2>
        <p className="max-w-sm text-muted-foreground text-sm">
          Send a message, and see here within seconds what it used and what it cost, to the last token.
        </p>
        {/* Has its room before it is known whether there is something to say. */}
        <p className="min-h-8 text-muted-foreground text-xs @xs:min-h-4">{note}</p>
      </div>
      <Link href="/chat" className={buttonVariants()}>
        Start a chat
      </Link>
    </Card>
  );
}

function Bars() {
  return (
    <svg aria-hidden viewBox="0 0 72 40" className="h-10 w-18">
      {[10, 18, 14, 26, 22, 34].map((height, index) => (
        <rect
          key={height}
          x={index * 12 + 2}
          y={40 - height}
          width="8"
          height={height}
          rx="1.5"
          fill={index === 5 ? 'var(--chart-1)' : 'var(--border)'}
        />
      ))}
    </svg>
  );
}
