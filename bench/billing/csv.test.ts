import { describe, expect, it, vi } from 'vitest';
import { CSV_RUNS, measureCsv } from './csv';

// The real one is for Linux only.
vi.mock('../support/process-usage', () => ({ processUsage: () => ({ cpuMs: 0, memoryMiB: 0 }) }));

/** Downloads a CSV that must have two rows. */
function measure(answer: () => Response) {
  const paths: string[] = [];
  const client = {
    async fetch(path: string) {
      paths.push(path);
      return answer();
    },
  };
  return { paths, figures: measureCsv({ client, path: '/export', pid: process.pid, rows: 2 }) };
}

describe('the CSV', () => {
  it('is downloaded several times', async () => {
    const { paths, figures } = measure(() => new Response('id\r\n1\r\n2\r\n'));
    expect((await figures).tookMs).toBeGreaterThan(0);
    expect(paths).toEqual(Array(CSV_RUNS).fill('/export'));
  });

  // Guards: an error page was timed as if it were the file.
  it('is not measured where it is refused', async () => {
    const { figures } = measure(() => new Response('id\r\n1\r\n2\r\n', { status: 500 }));
    await expect(figures).rejects.toThrow('status 500');
  });

  // Guards: half a file was timed as if it were all of it.
  it('is not measured where events are missing', async () => {
    const { figures } = measure(() => new Response('id\r\n1\r\n'));
    await expect(figures).rejects.toThrow('1 rows; it must have 200 and 2');
  });
});
