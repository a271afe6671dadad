/**
 * Runs the fake upstream until it is stopped:
 *
 *     tsx tests/upstream/cli.ts --port 4010 --deltas 20 --token-delay-ms 5 --journal /tmp/journal.jsonl --model gpt-5-mini
 */
import { parseArgs } from 'node:util';
import { startFakeUpstream } from './index';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    deltas: { type: 'string' },
    'token-delay-ms': { type: 'string', default: '0' },
    journal: { type: 'string' },
    model: { type: 'string', multiple: true, default: [] },
  },
});

const upstream = await startFakeUpstream({
  port: toCount('port', values.port),
  deltas: values.deltas === undefined ? undefined : toCount('deltas', values.deltas),
  tokenDelayMs: toCount('token-delay-ms', values['token-delay-ms']),
  journalPath: values.journal,
  models: values.model,
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
