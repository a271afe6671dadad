import './support/environment';
import { parseArgs } from 'node:util';
import { getDb } from '@/lib/db/client';
import { env } from '@/lib/env';
import { openMeter } from '@/lib/openmeter/client';
import { METERS } from '@/lib/openmeter/meters';
import { setUpMeters } from '@/lib/openmeter/setup';
import type { MeterDifference } from '@/lib/openmeter/setup-differences';
import { setUpEmbeddedMeters } from '@/lib/openmeter/setup-embedded';
import type { MeterSetup } from '@/lib/openmeter/setup-plan';
import { EXIT, runCommand } from './support/command';
import { formatTable } from './support/table';

const USAGE = `npm run openmeter:setup                  makes the app's meters on the OpenMeter at OPENMETER_URL, and brings
                                         up to date what is there; without it, on the embedded meter
npm run openmeter:setup -- --replace     also those anew that are there and count something else

Ends with 0 when all meters are the app's, 1 when one differs, 2 when OpenMeter could not be asked.`;

const OUTCOMES: Record<MeterSetup['outcome'], string> = {
  created: 'created',
  right: 'as it should be',
  updated: 'updated',
  replaced: 'replaced',
  differs: 'DIFFERS, left as it is',
};

await runCommand(async () => {
  const { values } = parseArgs({
    options: { replace: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(USAGE);
    return EXIT.ok;
  }
  const setups = await setUp(values.replace);
  const rows = setups.map(({ slug, outcome, differences }) => [
    slug,
    OUTCOMES[outcome],
    differences.map(describe).join('; '),
  ]);
  const target = env.OPENMETER_URL ?? 'embedded';
  console.log(`${target}\n\n${formatTable([['meter', '', 'what was different there'], ...rows])}`);
  if (setups.every(({ outcome }) => outcome !== 'differs')) return EXIT.ok;
  console.log(
    '\nA meter that differs counts something else than the app means. With --replace it is deleted and made anew: what\n' +
      'it says of the past changes, and OpenMeter counts the events that it has again.',
  );
  return EXIT.found;
});

async function setUp(replace?: boolean): Promise<MeterSetup[]> {
  if (!env.OPENMETER_URL) return setUpEmbeddedMeters(await getDb(), METERS, { replace });
  // Ctrl-C between the end of a meter and the making of its replacement would lose what others added to it.
  if (replace) process.on('SIGINT', () => {});
  return setUpMeters(openMeter(), METERS, { replace });
}

function describe({ property, theirs = 'nothing', ours = 'nothing' }: MeterDifference): string {
  return `${property} was ${theirs}, should be ${ours}`;
}
