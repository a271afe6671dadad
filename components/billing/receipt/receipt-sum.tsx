import type { Receipt } from '@/lib/billing/events/receipt';
import { formatExactCost } from '@/lib/billing/format';
import { formatCount } from '@/lib/format';
import { formatUsd } from '@/lib/money';
import { formatPerMillion } from '@/lib/pricing/rates';
import { totalTokens } from '@/lib/pricing/token-usage';

/** Tokens × rate = cost for each kind, and their sum: every digit, nothing rounded. */
export function ReceiptSum({ receipt: { price, usage, costPico, askedModel } }: { receipt: Receipt }) {
  if (!price) {
    return (
      <p className="mt-6 text-sm">
        {formatCount(totalTokens(usage))} tokens, unpriced: no price was known for {askedModel}, so nothing
        was charged.
      </p>
    );
  }
  return (
    <table className="mt-6 w-full text-right text-sm">
      <thead className="text-muted-foreground text-xs">
        <tr className="*:pb-2 *:font-medium">
          <th scope="col" className="text-left">
            Kind
          </th>
          <th scope="col">Tokens</th>
          <th scope="col" className="pl-3">
            Per million
          </th>
          <th scope="col" className="pl-3">
            Cost
          </th>
        </tr>
      </thead>
      <tbody>
        {price.lines.map((line) => (
          <tr key={line.kind} className="border-t *:py-2">
            <th scope="row" className="text-left font-normal">
              {KIND_LABELS[line.kind]}
            </th>
            <td>{formatCount(line.tokens)}</td>
            <td className="pl-3">{formatPerMillion(line.ratePico)}</td>
            <td className="pl-3">{formatUsd(line.costPico, { decimals: 'all' })}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-foreground border-t font-semibold *:py-2">
          <th scope="row" className="text-left">
            Total
          </th>
          <td>{formatCount(totalTokens(usage))}</td>
          <td />
          <td className="pl-3">{formatExactCost(costPico)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

const KIND_LABELS = {
  input: 'Input',
  cached: 'Cached input',
  'cache-write': 'Cache write',
  output: 'Output',
};
