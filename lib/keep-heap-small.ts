import 'server-only';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';

const GIB = 2 ** 30;

/**
 * Has V8 collect when there is as much garbage as there is in use, where it would wait for up to three times as much: where
 * its heap may have 2 GiB or more, as on machines with 4. With less it collects earlier than that by itself. Most of a
 * server's memory is what V8 has not yet cleared away: docs/operate.md has what this saves, and what it costs.
 *
 * V8 reads this each time it decides when to collect next (`GrowingFactor` in src/heap/heap-controller.cc of
 * https://chromium.googlesource.com/v8/v8), so it can be set while the server runs, unlike the sizes that are set up once.
 */
export function keepHeapSmall(): void {
  if (getHeapStatistics().heap_size_limit < 2 * GIB) return;
  setFlagsFromString('--heap-growing-percent=100');
}
