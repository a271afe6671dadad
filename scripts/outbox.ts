import './support/environment';
import { parseArgs } from 'node:util';
import { formatDistanceStrict } from 'date-fns';
import { getDb } from '@/lib/db/client';
import type { Database } from '@/lib/db/types';
import { openMeter } from '@/lib/openmeter/client';
import { deliverDue } from '@/lib/openmeter/deliver-due';
import { fateOf, listParked, summarizeOutbox } from '@/lib/openmeter/outbox-report';
import { sendParkedAgain } from '@/lib/openmeter/send-again';
import { EXIT, runCommand } from './support/command';
import { formatTable } from './support/table';

const USAGE = `npm run outbox                     how many events are on their way to OpenMeter, delivered or parked
npm run outbox -- --parked         the events that OpenMeter refused, and why
npm run outbox -- --retry [id…]    sends parked events again: all, or those named by their event ids`;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: {
      parked: { type: 'boolean' },
      retry: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
  if (values.help || (positionals.length > 0 && !values.retry)) {
    console.log(USAGE);
    return values.help ? EXIT.ok : EXIT.failed;
  }
  const db = await getDb();
  if (values.parked) return printParked(db);
  if (values.retry) return retry(db, [...new Set(positionals)]);
  return printSummary(db);
});

async function printSummary(db: Database): Promise<number> {
  const { pending, delivered, parked, oldest } = await summarizeOutbox(db);
  // Not how long it has waited: one that was put back was billed long before.
  const billed = oldest && `the oldest billed ${formatDistanceStrict(0, oldest.billedForMs)} ago`;
  const notes = {
    pending: [billed, oldest?.lastError && `last try: ${oldest.lastError}`].filter(Boolean).join('; '),
    parked: parked > 0 ? 'refused by OpenMeter; see: npm run outbox -- --parked' : '',
  };
  console.log(
    formatTable([
      ['', 'events', ''],
      ['pending', count(pending), notes.pending],
      ['delivered', count(delivered), ''],
      ['parked', count(parked), notes.parked],
    ]),
  );
  return EXIT.ok;
}

async function printParked(db: Database): Promise<number> {
  const events = await listParked(db);
  if (events.length === 0) console.log('No event is parked.');
  else {
    const rows = events.map(({ id, userId, time, attempts, reason }) => [
      id,
      userId,
      time,
      count(attempts),
      reason,
    ]);
    console.log(formatTable([['event', 'user', 'time', 'tries', 'reason'], ...rows]));
  }
  return EXIT.ok;
}

async function retry(db: Database, eventIds: string[]): Promise<number> {
  const retried = await sendParkedAgain(db, eventIds.length > 0 ? eventIds : undefined);
  for (const id of eventIds) if (!retried.includes(id)) console.error(`No parked event has the id ${id}.`);
  if (retried.length === 0 && eventIds.length > 0) {
    console.log('So nothing was sent. The ids of parked events: npm run outbox -- --parked');
    return EXIT.found;
  }
  if (retried.length === 0) {
    console.log('Nothing was parked, so nothing was sent.');
    return EXIT.ok;
  }
  // With them goes whatever else is due: the app may not be running.
  await deliverDue(db, openMeter());
  // Asked for anew: where the app runs beside this, it may have taken some of them.
  const { delivered, parked, pending, lastError } = await fateOf(db, retried);
  console.log(`Put back: ${count(retried.length)}. Delivered of these: ${count(delivered)}.`);
  if (parked > 0) console.log(`Refused again: ${count(parked)}. See: npm run outbox -- --parked`);
  const lastTry = lastError ? `; last try: ${lastError}` : '.';
  if (pending > 0) console.log(`Still pending: ${count(pending)}. The app sends them when it can${lastTry}`);
  const areAllDelivered = delivered === retried.length && retried.length >= eventIds.length;
  return areAllDelivered ? EXIT.ok : EXIT.found;
}

function count(events: number): string {
  return events.toLocaleString('en');
}
