import { cn } from '@/lib/utils';

/** At the prices of GPT-5 mini: $0.25 for a million tokens in, $0.025 for cached ones, $2.00 for those out. */
const LINES = [
  { name: 'Input', tokens: '1,204', rate: '$0.25', cost: '$0.000301' },
  { name: 'Cached', tokens: '3,072', rate: '$0.025', cost: '$0.0000768' },
  { name: 'Output', tokens: '412', rate: '$2.00', cost: '$0.000824' },
];
const TOTAL = '$0.0012018';

/** A reply’s receipt: what the app is about, drawn instead of told. */
export function ReceiptFigure({ className }: { className?: string }) {
  return (
    <figure
      className={cn(
        'w-full max-w-sm rounded-xl border bg-card p-6 shadow-[0_1px_2px_rgb(0_0_0/0.04),0_16px_40px_-16px_rgb(0_0_0/0.18)]',
        className,
      )}
    >
      <figcaption className="flex items-baseline justify-between gap-4 border-b border-dashed pb-4">
        <span className="font-semibold">One reply</span>
        <span className="font-mono text-muted-foreground text-xs">gpt-5-mini</span>
      </figcaption>
      <table className="w-full text-sm tabular-nums">
        <thead className="text-muted-foreground text-xs">
          <tr>
            <th className="pt-4 pb-1 text-left font-normal">
              <span className="sr-only">Kind</span>
            </th>
            <th className="pt-4 pb-1 text-right font-normal">tokens</th>
            <th className="pt-4 pb-1 text-right font-normal">per 1M</th>
            <th className="pt-4 pb-1 text-right font-normal">cost</th>
          </tr>
        </thead>
        <tbody>
          {LINES.map(({ name, tokens, rate, cost }) => (
            <tr key={name}>
              <th scope="row" className="py-1.5 text-left font-normal">
                {name}
              </th>
              <td className="py-1.5 pl-3 text-right">{tokens}</td>
              <td className="py-1.5 pl-3 text-right text-muted-foreground">{rate}</td>
              <td className="py-1.5 pl-3 text-right">{cost}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold">
            <th scope="row" colSpan={3} className="pt-4 text-left font-semibold">
              Total
            </th>
            <td className="pt-4 text-right text-primary">{TOTAL}</td>
          </tr>
        </tfoot>
      </table>
    </figure>
  );
}
