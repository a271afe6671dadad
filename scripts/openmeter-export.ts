import './support/environment';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { getDb } from '@/lib/db/client';
import type { Database } from '@/lib/db/types';
import { env } from '@/lib/env';
import { type Difference, isLacking } from '@/lib/openmeter/audit/compare';
import { openMeter } from '@/lib/openmeter/client';
import { type ExportProgress, exportEvents, forgetExport } from '@/lib/openmeter/export';
import { compareExport, type ExportComparison } from '@/lib/openmeter/export-comparison';
import { METERS } from '@/lib/openmeter/meters';
import { missingMeters } from '@/lib/openmeter/setup';
import { EXIT, runCommand } from './support/command';
import { amount, differenceTable } from './support/difference-table';

const USAGE = `npm run openmeter:export               sends all past events to the OpenMeter at OPENMETER_URL; without it, to the
                                       embedded meter. Run again, it goes on where it stopped
npm run openmeter:export -- --again    sends them all, also those it sent before; needs an OpenMeter that dedupes.
                                       To go on where it stopped, run it without --again

Ends with 0 when OpenMeter has everything, 1 when it differs, 2 when it stopped before the end. See docs/openmeter.md.`;

/** OpenMeter counts events some seconds after it took them. */
const COUNTING = { tries: 10, pauseMs: 3_000 };
const MOST_DIFFERENCES_SHOWN = 20;

/** With it, each run begins at the first event. */
const GO_ON = '`npm run openmeter:export`, without --again';

const SEND_ALL_AGAIN =
  '`npm run openmeter:export -- --again`\n' +
  'sends everything from the first event on. What OpenMeter has already counts twice then, unless it dedupes.';

await runCommand(async () => {
  const { values } = parseArgs({
    options: { again: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(USAGE);
    return EXIT.ok;
  }
  const target = env.OPENMETER_URL ?? 'embedded';
  const missing = await missingMeters(openMeter(), METERS, { patient: !env.OPENMETER_URL });
  if (missing.length > 0) {
    throw new RangeError(
      `${target} lacks the meters ${missing.join(', ')}. Run npm run openmeter:setup first.`,
    );
  }
  const db = await getDb();
  if (values.again) await forgetExport(db, target);
  const progress = await sendAll(db, target);
  if (!progress) {
    console.log(`Stopped. ${GO_ON}, goes on from here.`);
    return EXIT.failed;
  }
  for (const { id, reason } of progress.refused) console.log(`OpenMeter refused ${id}: ${reason}`);
  const comparison = await compareOnceCounted(db);
  printComparison(comparison, progress);
  return comparison.differences.length + progress.refused.length > 0 ? EXIT.found : EXIT.ok;
});

/** @returns nothing when it was interrupted, by Ctrl-C: then the batch under way was still sent, and noted */
async function sendAll(db: Database, target: string): Promise<ExportProgress | undefined> {
  let interrupted = false;
  const interrupt = () => {
    if (!interrupted) console.log('Sending ends with the batch on its way.');
    interrupted = true;
  };
  // Whenever it comes: a terminal sends Ctrl-C to npm and to tsx too, and both pass it on.
  process.on('SIGINT', interrupt);
  let latest: ExportProgress | undefined;
  for await (const progress of exportEvents(db, openMeter(), { target })) {
    const sent = progress.taken + progress.refused.length;
    console.log(`${target}: ${amount(sent)} of ${amount(progress.total)} events sent`);
    if (interrupted && sent < progress.total) return undefined;
    latest = progress;
  }
  // What is left to do only reads.
  process.off('SIGINT', interrupt);
  return latest;
}

async function compareOnceCounted(db: Database): Promise<ExportComparison> {
  for (let tries = 1; ; tries++) {
    const comparison = await compareExport(db, openMeter());
    if (comparison.differences.length === 0 || tries === COUNTING.tries || !env.OPENMETER_URL)
      return comparison;
    await setTimeout(COUNTING.pauseMs);
  }
}

function printComparison({ events, differences }: ExportComparison, progress: ExportProgress): void {
  console.log(
    `\nEvents in the outbox: ${amount(events.outbox)}. Counted by OpenMeter: ${amount(events.meter)}.`,
  );
  if (differences.length === 0) {
    console.log('Tokens and cost agree too, for each user and day.');
    return;
  }
  console.log(`\n${differenceTable(differences.slice(0, MOST_DIFFERENCES_SHOWN), 'user')}`);
  const more = differences.length - MOST_DIFFERENCES_SHOWN;
  if (more > 0) console.log(`… and ${amount(more)} more`);
  console.log(`\n${[...adviceOn(differences, progress), 'See docs/openmeter.md.'].join('\n')}`);
}

/** What may be behind the differences, and what to do. */
function adviceOn(differences: Difference[], { total, refused }: ExportProgress): string[] {
  const advice: string[] = [];
  if (differences.some(isLacking)) {
    if (refused.length > 0)
      advice.push(
        `What OpenMeter refused is left out from now on. Once the cause is gone, ${SEND_ALL_AGAIN}`,
      );
    advice.push(
      total > 0
        ? `What OpenMeter lacks may be still uncounted, or be new since this began: ${GO_ON}, sends what is new and compares again.`
        : `Nothing was left to send. If OpenMeter was set up anew, or refused events before, ${SEND_ALL_AGAIN}`,
    );
  }
  if (!differences.every(isLacking))
    advice.push('What OpenMeter has too much was sent twice to one that does not dedupe, or by others.');
  return advice;
}
