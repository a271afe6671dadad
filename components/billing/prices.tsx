import { formatDay } from '@/lib/billing/format';
import type { ListedPrice } from '@/lib/billing/price-list';
import { priceSince } from '@/lib/billing/price-since';
import type { Reading } from '@/lib/billing/reading';
import { formatCount } from '@/lib/format';
import { PRICE_BOOK } from '@/lib/pricing/price-book';
import { formatPerMillion, type Rates, type TokenRates } from '@/lib/pricing/rates';
import { Panel } from './panel';
import { Unavailable } from './states/unavailable';

interface PricesProps {
  prices: Promise<Reading<ListedPrice[]>>;
  retryHref: string;
  now: Date;
}

/** What a million tokens of each model cost, and since when. */
export async function Prices({ prices, retryHref, now }: PricesProps) {
  const read = await prices;
  const fromBook = read.ok && read.value.some(({ rates }) => rates?.source === PRICE_BOOK.source);
  return (
    <Panel
      id="prices"
      title="Prices"
      aside={
        <span className="text-muted-foreground text-xs">
          US dollars per million tokens
          {fromBook && `, as of ${formatDay(new Date(PRICE_BOOK.madeOn), 'UTC')}`}
        </span>
      }
    >
      {read.ok ? (
        <PriceTable prices={read.value} now={now} />
      ) : (
        <Unavailable retryHref={retryHref} className="min-h-32" />
      )}
    </Panel>
  );
}

function PriceTable({ prices, now }: { prices: ListedPrice[]; now: Date }) {
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
          <th scope="col" className="hidden pl-3 @2xl:table-cell">
            Cache write
          </th>
          <th scope="col" className="pl-3">
            Output
          </th>
          <th scope="col" className="hidden pl-3 @2xl:table-cell">
            Since
          </th>
        </tr>
      </thead>
      {prices.map(({ id, name, rates }) => (
        <tbody key={id} className="border-t *:*:py-2">
          {rates ? <Price name={name} rates={rates} now={now} /> : <Unpriced name={name} />}
        </tbody>
      ))}
    </table>
  );
}

/** A row for the price, and one for each length of prompt from which on it is another. */
function Price({ name, rates, now }: { name: string; rates: Rates; now: Date }) {
  const firstDay = priceSince(rates.startsOn, now);
  const since = firstDay && formatDay(firstDay, 'UTC');
  return (
    <>
      <tr>
        <th scope="row" className="text-left font-normal">
          {name}
          {since && <span className="block text-muted-foreground @2xl:hidden">since {since}</span>}
        </th>
        <Amounts rates={rates} />
        <td className="hidden pl-3 whitespace-nowrap text-muted-foreground @2xl:table-cell">
          {since ?? '–'}
        </td>
      </tr>
      {rates.tiers.map((tier) => (
        <tr key={tier.aboveInputTokens} className="text-muted-foreground *:pt-0">
          <th scope="row" className="text-left font-normal">
            prompts over {formatCount(tier.aboveInputTokens)}
          </th>
          <Amounts rates={tier} />
          <td className="hidden @2xl:table-cell" />
        </tr>
      ))}
    </>
  );
}

function Amounts({ rates }: { rates: TokenRates }) {
  return (
    <>
      <td className="pl-3">{formatPerMillion(rates.inputPico)}</td>
      <td className="pl-3">{formatPerMillion(rates.cacheReadPico)}</td>
      <td className="hidden pl-3 @2xl:table-cell">{formatPerMillion(rates.cacheWritePico)}</td>
      <td className="pl-3">{formatPerMillion(rates.outputPico)}</td>
    </>
  );
}

function Unpriced({ name }: { name: string }) {
  return (
    <tr>
      <th scope="row" className="text-left font-normal">
        {name}
      </th>
      <td colSpan={5} className="pl-3 text-muted-foreground">
        unpriced: metered, but not charged
      </td>
    </tr>
  );
}
