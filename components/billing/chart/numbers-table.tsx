import { ScrollArea } from '@/components/ui/scroll-area';
import { formatAmount, formatBucket } from '@/lib/billing/format';
import type { Chart } from '@/lib/billing/report/chart';
import type { Unit } from '@/lib/billing/view';
import { CsvLink } from '../csv-link';

interface NumbersTableProps {
  chart: Chart;
  /** As people read them, in the order of the chart’s. */
  seriesNames: string[];
  unit: Unit;
  timeZone: string;
  csvHref: string;
}

/** The same numbers as in the chart, one click away. */
export function NumbersTable({ chart, seriesNames, unit, timeZone, csvHref }: NumbersTableProps) {
  const { metric, series, buckets } = chart;
  return (
    <div className="relative mt-3">
      <details>
        <summary className="w-fit cursor-pointer text-muted-foreground text-xs hover:text-foreground">
          Show as a table
        </summary>
        <ScrollArea className="mt-3 max-h-80 overflow-auto rounded-md border">
          <table className="w-full text-right text-xs tabular-nums">
            <thead className="sticky top-0 bg-muted text-muted-foreground">
              <tr>
                <th scope="col" className="px-3 py-2 text-left font-medium">
                  {unit === 'hour' ? 'Hour' : unit === 'day' ? 'Day' : 'Month'}
                </th>
                {series.map(({ name }, index) => (
                  <th key={name} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                    {seriesNames[index]}
                  </th>
                ))}
                <th scope="col" className="px-3 py-2 font-medium">
                  Total
                </th>
              </tr>
            </thead>
            <tbody>
              {buckets.map(({ start, amounts, total }) => (
                <tr key={start.getTime()} className="border-t">
                  <th scope="row" className="px-3 py-1.5 text-left font-normal whitespace-nowrap">
                    <time dateTime={start.toISOString()}>{formatBucket(start, unit, timeZone)}</time>
                  </th>
                  {series.map(({ name }, index) => (
                    <td key={name} className="px-3 py-1.5">
                      {formatAmount(metric, amounts[index] ?? null)}
                    </td>
                  ))}
                  <td className="px-3 py-1.5 font-medium">{formatAmount(metric, total)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea>
      </details>
      <CsvLink href={csvHref} what="These numbers" className="absolute top-0 right-0" />
    </div>
  );
}
