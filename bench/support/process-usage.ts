import { readdirSync, readFileSync } from 'node:fs';

// Here, so that it is said before a benchmark has set up and measured anything.
if (process.platform !== 'linux')
  throw new Error(
    'This benchmark reads in /proc what a process uses, and only Linux has that. Run it there, or in a container.',
  );

export interface ProcessUsage {
  cpuMs: number;
  memoryMiB: number;
}

/** Linux counts CPU time in hundredths of a second, and memory in pages of 4 KiB. */
const MS_PER_TICK = 10;
const MIB_PER_PAGE = 4 / 1024;

/** The CPU time so far and the resident memory of a process and all that it started. Linux only: it reads /proc. */
export function processUsage(pid: number): ProcessUsage {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readStat);
  // Asked upwards: they are listed as text, 10001 before 9998, so that a child may come before its parent.
  const parentOf = new Map(processes.map(({ id, parent }) => [id, parent]));
  const isOwn = (id?: number): boolean => id === pid || (id !== undefined && isOwn(parentOf.get(id)));
  const own = processes.filter(({ id }) => isOwn(id));
  return {
    cpuMs: own.reduce((sum, { ticks }) => sum + ticks * MS_PER_TICK, 0),
    memoryMiB: own.reduce((sum, { pages }) => sum + pages * MIB_PER_PAGE, 0),
  };
}

/** Nothing, when the process ended between the listing and the reading. */
function readStat(name: string) {
  try {
    // After the name in parentheses: state, parent, …; see proc(5).
    const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const [parent = 0, userTicks = 0, systemTicks = 0, pages = 0] = [1, 11, 12, 21].map((field) =>
      Number(fields[field]),
    );
    return [{ id: Number(name), parent, ticks: userTicks + systemTicks, pages }];
  } catch {
    return [];
  }
}
