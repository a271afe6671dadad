import './support/environment';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import { getDb } from '@/lib/db/client';
import { users } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { idSchema, type UserId } from '@/lib/ids';
import { type Overshoot, readOvershoot } from '@/lib/metering/overshoot';
import { formatUsd } from '@/lib/money';
import { type AuditReport, audit } from '@/lib/openmeter/audit/audit';
import type { DayTotals } from '@/lib/openmeter/audit/day-totals';
import { type DayRange, dayRange, daysInWords } from '@/lib/openmeter/audit/days';
import { compareProvider, type ProviderReport } from '@/lib/openmeter/audit/provider';
import { mergeUsage, type ProviderUsage, parseProviderCsv } from '@/lib/openmeter/audit/provider-csv';
import { resendLost } from '@/lib/openmeter/audit/resend';
import { openMeter } from '@/lib/openmeter/client';
import { deliverDue } from '@/lib/openmeter/deliver-due';
import { EXIT, runCommand } from './support/command';
import { amount, differenceTable } from './support/difference-table';
import { formatTable } from './support/table';

const USAGE = `npm run audit -- [options]    compares ledger, outbox and OpenMeter for each user and UTC day

  --from, --to 2026-11-30    the first and the last day; by default the last 31 days
  --user id                  one user alone
  --provider-csv file        compares the ledger with the provider's usage export too (docs/operate.md: columns);
                             several are added up
  --resend                   sends the events of each user and day again of which OpenMeter lacks something;
                             needs an OpenMeter that dedupes (docs/operate.md)

Ends with 0 when all agree, 1 when they differ, 2 when they could not be compared.`;

const WHERE_IDS_ARE = 'Take it from the table users, or from an event.';

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      user: { type: 'string' },
      'provider-csv': { type: 'string', multiple: true },
      resend: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return EXIT.ok;
  }
  const { user, 'provider-csv': csvPaths } = values;
  if (csvPaths && user) throw new RangeError('A provider knows no users: give --provider-csv or --user.');
  const userId = user === undefined ? undefined : parseUserId(user);
  const days = dayRange(values, new Date());
  const usage = csvPaths && (await readProviderCsvs(csvPaths));

  const db = await getDb();
  if (userId) await refuseUnknownUser(db, userId);
  const provider = usage && (await compareProvider(db, usage, days));
  let report = await audit(db, openMeter(), { ...days, userId });
  printReport(report, days);
  if (values.resend) {
    const events = await resendLost(db, report.differences);
    if (events > 0) {
      const { delivered } = await deliverDue(db, openMeter());
      console.log(
        `\nPut back: ${events}. Delivered, with all else that was due: ${delivered}. Compared again:\n`,
      );
      report = await audit(db, openMeter(), { ...days, userId });
      printReport(report, days);
      console.log(
        '\nOpenMeter may take some seconds to count what it gets: if it still lacks events, audit again.',
      );
    } else console.log('\nOpenMeter lacks nothing that was delivered, so nothing was sent again.');
  }
  printOvershoot(await readOvershoot(db, { ...days, userId }));
  if (provider) printProvider(provider);
  const found = [report.differences, report.parked.list(), provider?.differences ?? []];
  return found.flat().length > 0 ? EXIT.found : EXIT.ok;
});

async function readProviderCsvs(paths: string[]): Promise<ProviderUsage> {
  return mergeUsage(
    await Promise.all(paths.map(async (path) => parseProviderCsv(await readFile(path, 'utf8')))),
  );
}

function parseUserId(text: string): UserId {
  const parsed = idSchema<UserId>().safeParse(text.toLowerCase());
  if (!parsed.success) throw new RangeError(`"${text}" is no user’s id. ${WHERE_IDS_ARE}`);
  return parsed.data;
}

/** The books of somebody who never was would agree. */
async function refuseUnknownUser(db: Database, userId: UserId): Promise<void> {
  const user = await db.query.users.findFirst({ columns: { id: true }, where: eq(users.id, userId) });
  if (!user) throw new RangeError(`No user has the id ${userId}. ${WHERE_IDS_ARE}`);
}

function printReport({ ledger, differences, onTheirWay, parked }: AuditReport, days: DayRange): void {
  const users = new Set(ledger.list().map(({ who }) => who)).size;
  console.log(
    `${daysInWords(days)} (UTC). In the ledger: requests ${amount(ledger.sum().requests)}, users ${users}.`,
  );
  printEvents('On their way to OpenMeter, which is no difference', onTheirWay);
  printEvents('Refused by OpenMeter, see: npm run outbox -- --parked', parked);
  if (differences.length === 0)
    console.log('\nLedger, outbox and OpenMeter agree on everything that was delivered.');
  else console.log(`\n${differenceTable(differences, 'user')}`);
}

function printOvershoot({ generations, beyondPico }: Overshoot): void {
  if (generations === 0) return;
  console.log(
    `\nCost more than was held for them: ${generations} generations, by ${formatUsd(beyondPico)} together.`,
  );
}

function printEvents(title: string, events: DayTotals): void {
  const rows = events
    .list()
    .map(({ day, who, figures }) => [day, who, amount(figures.requests), amount(figures.totalTokens)]);
  if (rows.length > 0)
    console.log(`\n${title}:\n${formatTable([['day', 'user', 'events', 'tokens'], ...rows])}`);
}

function printProvider({ differences, compared }: ProviderReport): void {
  console.log(`\nCompared with the provider’s export: ${daysInWords(compared)}.`);
  console.log(
    differences.length === 0 ? 'The ledger agrees with it.' : differenceTable(differences, 'model'),
  );
}
