'use client';

import type { ReactNode } from 'react';
import { ScrollArea } from '@/components/ui/scroll-area';
import type { ReadoutBar, ReadoutSeries } from './readout';

interface NumbersTableProps {
  /** What a row is of: an hour, a day, a month. */
  rowTitle: string;
  series: ReadoutSeries[];
  columns: ReadoutBar[];
  /** Stands beside: the same as a file. */
  children: ReactNode;
}

/**
 * The same numbers as in the chart, one click away. A client component, so that its hundreds of cells are not sent as
 * elements besides the HTML: it shares its texts with `Readout`.
 */
export function NumbersTable({ rowTitle, series, columns, children }: NumbersTableProps) {
  return (
    <div className="relative mt-3">
      <details>
        <summary className="w-fit cursor-pointer text-muted-foreground text-xs hover:text-foreground">
          Show as a table
        </summary>
        <ScrollArea label="Table of the chart" className="mt-3 max-h-80 overflow-auto rounded-md border">
          <table className="w-full text-right text-xs tabular-nums">
            <thead className="sticky top-0 bg-muted text-muted-foreground">
              <tr className="*:px-3 *:py-2 *:font-medium *:whitespace-nowrap">
                <th scope="col" className="text-left">
                  {rowTitle}
                </th>
                {series.map(({ id, name }) => (
                  <th key={id} scope="col">
                    {name}
                  </th>
                ))}
                <th scope="col">Total</th>
              </tr>
            </thead>
            <tbody className="*:border-t *:*:px-3 *:*:py-1.5">
              {columns.map(({ start, name, total, values }) => (
                <tr key={start}>
                  <th scope="row" className="text-left font-normal whitespace-nowrap">
                    <time dateTime={start}>{name}</time>
                  </th>
                  {series.map(({ id }, place) => (
                    <td key={id}>{values[place]}</td>
                  ))}
                  <td className="font-medium">{total}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea>
      </details>
      {/* Below the table once it says something: beside it there is no room. */}
      <div className="absolute top-0 right-0 has-[[role=alert]]:static has-[[role=alert]]:mt-2">
        {children}
      </div>
    </div>
  );
}
