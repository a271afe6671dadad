import { formatDay } from '@/lib/billing/format';
import type { ListedPrice } from '@/lib/billing/price-list';
import type { Reading } from '@/lib/billing/reading';
import { formatPerMillion, type Rates } from '@/lib/pricing/rates';
import { Panel } from './panel';
import { Unavailable } from './states/unavailable';

/** What a million tokens of each model cost, and since when. */
export async function Prices({
  prices,
  retryHref,
}: {
  prices: Promise<Reading<ListedPrice[]>>;
  retryHref: string;
}) {
  const read = await prices;
  return (
    <Panel
      id="prices"
      title="Prices"
      aside={<span className="text-muted-foreground text-xs">US dollars per million tokens</span>}
    >
      {read.ok ? (
        <PriceTable prices={read.value} />
      ) : (
        <Unavailable retryHref={retryHref} className="min-h-32" />
      )}
    </Panel>
  );
}

function PriceTable({ prices }: { prices: ListedPrice[] }) {
  if (prices.length === 0)
    return <p className="text-muted-foreground text-sm">No models are offered right now.</p>;
  return (
    <table className="w-full text-right text-xs tabular-nums">
      <thead className="text-muted-foreground">
        <tr className="*:pb-2 *:font-medium">
          <th scope="col" className="text-left">
            Model
          </th>
          <th scope="col" className="pl-3">
            Input
          </th>
          <th scope="col" className="pl-3">
            Cached
          </th>
          <th scope="col" className="pl-3">
            Output
          </th>
          <th scope="col" className="hidden pl-3 @md:table-cell">
            Since
          </th>
        </tr>
      </thead>
      <tbody>
        {prices.map(({ id, name, rates }) => (
          <tr key={id} className="border-t">
            <th scope="row" className="py-2 text-left font-normal">
              {name}
            </th>
            {rates ? <Price rates={rates} /> : <Unpriced />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Price({ rates }: { rates: Rates }) {
  return (
    <>
      <td className="py-2 pl-3">{formatPerMillion(rates.inputPico)}</td>
      <td className="py-2 pl-3">{formatPerMillion(rates.cacheReadPico)}</td>
      <td className="py-2 pl-3">
        {formatPerMillion(rates.outputPico)}
        {rates.tiers.map((tier) => (
          <span key={tier.aboveInputTokens} className="block text-muted-foreground">
            {formatPerMillion(tier.inputPico)} in, {formatPerMillion(tier.outputPico)} out over{' '}
            {tier.aboveInputTokens / 1000}K
          </span>
        ))}
      </td>
      <td className="hidden py-2 pl-3 whitespace-nowrap text-muted-foreground @md:table-cell">
        {priceDate(rates.startsOn)}
      </td>
    </>
  );
}

function Unpriced() {
  return (
    <td colSpan={4} className="py-2 pl-3 text-muted-foreground">
      unpriced: metered, but not charged
    </td>
  );
}

/** The first known day of a price; the book says 1970 where it knows none. */
export function priceDate(startsOn: string): string {
  return startsOn === '1970-01-01' ? 'always' : formatDay(new Date(startsOn), 'UTC');
}
