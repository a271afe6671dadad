import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { migrate } from '../lib/db/migrate';
import { openPglite } from '../lib/db/pglite';
import { openPostgres } from '../lib/db/postgres';
import type { Connection } from '../lib/db/types';
import { createEmbeddedOpenMeter } from '../lib/embedded/openmeter';
import { METERS } from '../lib/openmeter/meters';
import { startPostgres } from '../tests/support/postgres-server';

const BATCH = 500;
const DAY = 86_400;
const NOW = Date.UTC(2026, 5, 15, 13, 37, 11) / 1000;
const { values: flags } = parseArgs({ options: { events: { type: 'string', default: '100000' }, on: { type: 'string', default: 'postgres' }, parallel: { type: 'string', default: '4' } } });

let seed = 42;
const random = () => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed / 2 ** 32; };
const pick = <T,>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
const MODELS = [['gpt-5-mini-2025-08-07', 'openai'], ['gpt-5-2025-08-07', 'openai'], ['gpt-4.1-2025-04-14', 'openai'], ['llama-3.3-70b', 'ollama'], ['o4-mini-2025-04-16', 'openai']] as const;
const VIAS = ['chat', 'chat', 'chat', 'title', 'api'] as const;

function event(index: number, subject: string, at: number) {
  const [model, provider] = pick(MODELS);
  const prompt = Math.floor(random() * 4000), completion = Math.floor(random() * 1000);
  return { specversion: '1.0', id: `chatcmpl-${index.toString(36).padStart(24, 'x')}`, source: 'tokentally', type: 'openai', subject, time: new Date(Math.floor(at) * 1000).toISOString(),
    data: { model, provider, prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion, cached_tokens: Math.floor(prompt / 2), reasoning_tokens: Math.floor(completion / 3), cost_usd: `0.00${prompt}375`, estimated: random() < 0.02, via: pick(VIAS) } };
}
const subjectName = (n: number) => `0199c0de-0000-7000-8000-${String(n).padStart(12, '0')}`;

const server = flags.on === 'postgres' ? await startPostgres({ durable: true }) : undefined;
const c: Connection = server ? openPostgres(server.url) : await openPglite();
await migrate(c);
const fetch = createEmbeddedOpenMeter({ db: async () => c.db, meters: METERS });
const total = Number(flags.events);
const subjects = Math.max(10, Math.floor(total / 1000));
const heavyShare = 0.1;

// times: 90 % over a year, the heaviest's 10 % within the last 30 days; generated in order of time
const start = NOW - 365 * DAY, recent = NOW - 30 * DAY;
const perDay = total * 0.9 / 365;
let index = 0, sent = 0;
const t0 = performance.now();
async function* batches() {
  let batch: object[] = [];
  let day = 0;
  for (let at = start; at < NOW; at += 900) {
    const ordinary = Math.round(perDay / 96 * (1 + Math.floor((at - start) / 900)) ) - Math.round(perDay / 96 * Math.floor((at - start) / 900));
    const heavy = at >= recent ? Math.round(total * heavyShare / 2880) : 0;
    for (let i = 0; i < ordinary + heavy; i++) {
      const who = i < ordinary ? subjectName(1 + Math.floor(random() * subjects)) : subjectName(0);
      const e = event(index++, who, at + random() * Math.min(900, NOW - at));
      batch.push(e);
      if (random() < 0.01) batch.push(e);
      if (batch.length >= BATCH) { yield batch; batch = []; }
    }
    if (Math.floor((at - start) / DAY) > day) { day = Math.floor((at - start) / DAY); }
  }
  if (batch.length) yield batch;
}
import { readdirSync, readFileSync } from 'node:fs';
function pgCpu() { let ticks = 0; for (const d of readdirSync('/proc')) { if (!/^\d+$/.test(d)) continue; try { const st = readFileSync(`/proc/${d}/stat`, 'utf8'); if (!st.includes('(postgres)')) continue; const env = readFileSync(`/proc/${d}/cmdline`,'utf8'); const f = st.slice(st.lastIndexOf(')') + 2).split(' '); ticks += Number(f[11]) + Number(f[12]) + 0; } catch {} } return ticks * 10; }
const cpu0 = process.cpuUsage(), pg0 = pgCpu();
const source = batches();
let lastLog = 0;
async function worker() {
  for (;;) {
    const { value } = await source.next();
    if (!value) return;
    const response = await fetch(new Request('http://meter/api/v1/events', { method: 'POST', headers: { 'Content-Type': 'application/cloudevents-batch+json' }, body: JSON.stringify(value) }));
    if (response.status !== 204) throw new Error(await response.text());
    sent += value.length;
    if (sent - lastLog > 50000) { lastLog = sent; console.log(sent, Math.round(sent / (performance.now() - t0) * 1000), '/s'); }
  }
}
await Promise.all(Array.from({ length: c.kind === 'pglite' ? 1 : Number(flags.parallel) }, worker));
console.log('ingest', sent, 'in', ((performance.now() - t0) / 1000).toFixed(1), 's', Math.round(sent / (performance.now() - t0) * 1000), '/s', cpus().length, 'cpus');
{ const u = process.cpuUsage(cpu0); console.log('cpu us/event: js', ((u.user + u.system) / sent).toFixed(1), 'postgres(all on machine)', ((pgCpu() - pg0) * 1000 / sent).toFixed(1)); }
for (const t of ['events', 'hours', 'series']) {
  await c.db.execute(sql.raw(`vacuum analyze embedded_meter_${t}`));
  const r: any = await c.db.execute(sql.raw(`select count(*)::text n, pg_size_pretty(pg_total_relation_size('embedded_meter_${t}')) s from embedded_meter_${t}`));
  console.log(t, (r.rows ?? r)[0]);
}
async function time(name: string, runs: number, path: () => string) {
  const ms: number[] = []; let bytes = 0;
  for (let i = 0; i < runs; i++) { const url = path(); const t = performance.now(); bytes = (await (await fetch(new Request(url))).text()).length; ms.push(performance.now() - t); }
  ms.sort((a, b) => a - b);
  console.log(name.padEnd(30), 'p50', ms[Math.floor(runs / 2)]?.toFixed(2), 'p99', ms[Math.min(runs - 1, Math.floor(runs * 0.99))]?.toFixed(2), 'bytes', bytes);
}
const iso = (n: number) => new Date(n * 1000).toISOString();
const from = Math.floor((NOW - 30 * DAY) / DAY) * DAY - 2 * 3600;
const q = (s: string) => `http://meter/api/v1/meters/cost_usd/query?from=${iso(from)}&to=${iso(NOW)}&windowSize=DAY&groupBy=model&windowTimeZone=Europe/Berlin${s}`;
await time('one subject', 200, () => q(`&subject=${subjectName(1 + Math.floor(random() * subjects))}`));
await time('heaviest', 200, () => q(`&subject=${subjectName(0)}`));
await time('all', 100, () => q(''));

const orig = c.db.execute.bind(c.db); let recorded: any; (c.db as any).execute = (q: any) => { recorded = q; return orig(q); };
for (const [name, path] of [['one', q(`&subject=${subjectName(5)}`)], ['heavy', q(`&subject=${subjectName(0)}`)], ['all', q('')]]) {
  await (await fetch(new Request(path))).text(); const r: any = await orig(sql`explain (analyze, buffers) ${recorded}`); console.log('=== ' + name); console.log((r.rows ?? r).map((x: any) => x['QUERY PLAN']).join('\n').slice(0, 6000)); }
await c.close(); await server?.stop();
