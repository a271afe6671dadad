import { startPostgres } from '@/tests/support/postgres-server';
import type { StartedParts } from '@/tests/support/started-parts';
import { startScript } from '../support/start-script';
import type { Target } from './load';
import { DIRECT } from './metrics';
import { type Ours, startOurs } from './ours';
import { startPortkey } from './portkey';

export interface Stage {
  ours: Ours;
  /** What ours is compared with. */
  others: Target[];
  /** Where the upstream of ours tells what it sent. */
  journalUrl: string;
  postgresUrl: string;
  meterUrl: string;
}

interface StageOptions {
  /** Pieces of every answer. */
  deltas: number;
  withPortkey: boolean;
}

/**
 * Starts all that the benchmark plays on.
 *
 * @param parts gets to know what was started, also where the start of the rest fails
 */
export async function setStage(parts: StartedParts, { deltas, withPortkey }: StageOptions): Promise<Stage> {
  const startServer = (toArgs: (port: number) => string[]) =>
    parts.start(startScript(toArgs), async (each) => each.stop());
  const startUpstream = () =>
    startServer((port) => ['tests/upstream/cli.ts', `--port=${port}`, `--deltas=${deltas}`]);

  const postgres = await parts.start(startPostgres({ durable: true }), (each) => each.stop());
  /** Ours has an upstream of its own, so that its journal is what our ledger must say. */
  const [upstream, upstreamOfOthers] = [await startUpstream(), await startUpstream()];
  const upstreamUrl = `http://127.0.0.1:${upstream.port}`;
  const othersUrl = `http://127.0.0.1:${upstreamOfOthers.port}/v1`;
  const proxy = await startServer((port) => [
    'bench/api/proxy.ts',
    String(port),
    String(upstreamOfOthers.port),
  ]);
  const sink = await startServer((port) => ['bench/api/sink.ts', String(port)]);
  const portkey = withPortkey ? await parts.start(startPortkey(), async (each) => each?.stop()) : undefined;
  const [postgresUrl, meterUrl] = [postgres.url, `http://127.0.0.1:${sink.port}`];
  const surroundings = { postgresUrl, upstreamUrl: `${upstreamUrl}/v1`, meterUrl };
  const ours = await parts.start(startOurs(surroundings), (each) => each.stop());

  const ofNobody = { authorization: 'Bearer of-nobody' };
  const others: Target[] = [
    { name: DIRECT, url: othersUrl, headers: [ofNobody], pid: upstreamOfOthers.pid },
    { name: 'bare proxy', url: `http://127.0.0.1:${proxy.port}/v1`, headers: [ofNobody], pid: proxy.pid },
  ];
  if (portkey) {
    const headers = { ...ofNobody, 'x-portkey-provider': 'openai', 'x-portkey-custom-host': othersUrl };
    const url = `http://127.0.0.1:${portkey.port}/v1`;
    others.push({ name: 'portkey', url, headers: [headers], pid: portkey.pid });
  }
  return { ours, others, journalUrl: `${upstreamUrl}/__journal`, postgresUrl, meterUrl };
}
