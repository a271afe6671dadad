/**
 * Kills the built app again and again while people chat, and holds what upstream sent against what was billed:
 *
 *     npm run chaos -- --streams 50 --kills 5 --seed 1 --database postgres
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isRight, printReport } from './report';
import { runChaos } from './run-chaos';

const { values: flags } = parseArgs({
  options: {
    streams: { type: 'string', default: '50' },
    kills: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string', default: 'postgres' },
    'token-delay-ms': { type: 'string', default: '100' },
    'lifetime-ms': { type: 'string', default: '5000' },
    json: { type: 'boolean', default: false },
  },
});

if (!existsSync('.next/BUILD_ID')) {
  console.error('There is no built app to kill. Run `npm run build` first.');
  process.exit(2);
}
if (flags.database !== 'postgres' && flags.database !== 'pglite') {
  console.error(`--database must be postgres or pglite; it is "${flags.database}".`);
  process.exit(2);
}

const options = {
  streams: toCount('streams', flags.streams),
  kills: toCount('kills', flags.kills),
  seed: toCount('seed', flags.seed),
  database: flags.database,
  tokenDelayMs: toCount('token-delay-ms', flags['token-delay-ms']),
  lifetimeMs: toCount('lifetime-ms', flags['lifetime-ms']),
  onProgress: (line: string) => console.error(line),
} as const;
const result = await runChaos(options);
for (const difference of result.differences) console.error(difference);
printReport(result, options, flags.json);
process.exit(isRight(result) ? 0 : 1);

function toCount(name: string, value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 0) return count;
  console.error(`--${name} must be a whole number, such as --${name} 5; it is "${value}".`);
  process.exit(2);
}
