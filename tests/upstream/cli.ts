/**
 * Runs the fake upstream until it is stopped:
 *
 *     tsx tests/upstream/cli.ts --port 4010 --deltas 20
 */
import { parseArgs } from 'node:util';
import { startFakeUpstream } from './index';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    deltas: { type: 'string' },
  },
});

const upstream = await startFakeUpstream({
  port: toCount('port', values.port),
  deltas: values.deltas === undefined ? undefined : toCount('deltas', values.deltas),
});
console.log(`OPENAI_BASE_URL=${upstream.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void upstream.close());
}

function toCount(name: string, value: string): number {
  const count = Number(value);
  if (Number.isInteger(count) && count >= 0) return count;
  console.error(`--${name} must be a whole number, such as --${name} 20; it is "${value}".`);
  process.exit(1);
}
