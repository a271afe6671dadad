/**
 * Before what a spreadsheet takes for the beginning of a formula: OWASP, “CSV Injection”. Also amid a text, where it may part
 * cells by something else than commas: by `;` Excel does in half of Europe. Quotes don't hold such a text together.
 */
const FORMULA_STARTS = /(?<=^|[;\t\r\n])(?="*[=+\-@\t\r])/g;
const NEEDS_QUOTES = /[",\r\n]/;
/** Without any of these there is neither: most cells are plain, and a file has millions. */
const NEEDS_CARE = /^[=+\-@]|[",;\t\r\n]/;

/** A cell: text may come from anywhere, numbers are ours. */
export type Cell = string | { number: string };

/** One line of a CSV file, by RFC 4180. What a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell.number;
  if (!NEEDS_CARE.test(cell)) return cell;
  const text = cell.replace(FORMULA_STARTS, "'");
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A file to download, sent as it is read: lines are asked for only as fast as they are taken. The first is read before it
 * is answered, so that where there is none to read, the answer can say so.
 */
export async function csvResponse(lines: AsyncIterator<string>, fileName: string): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await lines.next();
  const send = (controller: ReadableStreamDefaultController, { done, value }: IteratorResult<string>) =>
    done ? controller.close() : controller.enqueue(encoder.encode(value));
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => send(controller, first),
    pull: async (controller) => send(controller, await lines.next()),
    async cancel() {
      await lines.return?.();
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'private, no-store',
    },
  });
}
