import postgres from 'postgres';
import { PGlite } from '@electric-sql/pglite';
import { startPostgres } from '../tests/support/postgres-server';
const server = await startPostgres({ durable: true });
const pgc = postgres(server.url, { max: 1, onnotice() {} });
const lite = await PGlite.create();
const setup = [
 `create table s (id uuid primary key, subject text, groups text[])`,
 `create table c (series_id uuid, start timestamptz, events bigint, first_at timestamptz, last_at timestamptz, totals numeric[], primary key (series_id, start))`,
 `insert into s select md5(i::text)::uuid, null, array['false', 'model-'||(i%5), 'openai', case i%3 when 0 then 'chat' when 1 then 'title' else 'api' end] from generate_series(1,30) i`,
 // insertion in order of time, with 10 times as many other rows in between
 `insert into c select md5((case when k <= 30 then k else 1000 + (h*300+k) % 20000 end)::text)::uuid, timestamptz '2026-01-01 00:00Z' + h * interval '1 hour', 5, now(), now(), array[random()*1000::int, 5, 6, 7, 8, round((random()*0.01)::numeric, 12)]::numeric[] from generate_series(0,719) h, generate_series(1,330) k on conflict do nothing`,
 `vacuum analyze c`, `vacuum analyze s`];
const rng = `cell.start >= '2026-01-01 00:00Z' and cell.start < '2026-01-31 00:00Z'`;
const V: Record<string, string> = {
 now: `select sum(value)::text, extract(epoch from window_key)::bigint::text, extract(epoch from max(last_at))::text, g0 from (select *, date_trunc('DAY', (at at time zone 'UTC') + interval '7200 seconds') as window_key from (select cell.start as at, cell.first_at, cell.last_at, cell.events, s.subject, s.groups[2] as g0, cell.totals[6] as value, null::numeric as valid from s join c as cell on cell.series_id = s.id where ${rng}) m where true) cut group by window_key, g0 order by window_key, g0`,
 noMinMax: `select sum(value)::text, extract(epoch from window_key)::bigint::text, g0 from (select *, date_trunc('DAY', (at at time zone 'UTC') + interval '7200 seconds') as window_key from (select cell.start as at, s.groups[2] as g0, cell.totals[6] as value from s join c as cell on cell.series_id = s.id where ${rng}) m where true) cut group by window_key, g0 order by window_key, g0`,
 countOnly: `select count(*), sum(cell.events) from s join c as cell on cell.series_id = s.id where ${rng}`,
 sumOnly: `select sum(cell.totals[6]) from s join c as cell on cell.series_id = s.id where ${rng}`,
 lateral: `select sum(value)::text, extract(epoch from window_key)::bigint::text, groups[2] from s cross join lateral (select date_trunc('DAY', (start at time zone 'UTC') + interval '7200 seconds') as window_key, sum(cell.totals[6]) as value from c as cell where cell.series_id = s.id and ${rng} group by 1) x group by window_key, groups[2] order by 2, 3`,
 lateralEpoch: `select sum(value)::text, window_key, groups[2] from s cross join lateral (select (extract(epoch from start)::bigint + 7200) / 86400 as window_key, sum(cell.totals[6]) as value from c as cell where cell.series_id = s.id and ${rng} group by 1) x group by window_key, groups[2] order by 2, 3`,
 lateralBin: `select sum(value)::text, window_key, groups[2] from s cross join lateral (select date_bin('1 day', start, '2025-12-31 22:00Z') as window_key, sum(cell.totals[6]) as value from c as cell where cell.series_id = s.id and ${rng} group by 1) x group by window_key, groups[2] order by 2, 3`,
 bySeries: `select sum(value)::text, window_key, groups[2] from s join (select series_id, date_bin('1 day', start, '2025-12-31 22:00Z') as window_key, sum(cell.totals[6]) as value from c as cell where cell.series_id = any(array(select id from s)) and ${rng} group by 1, 2) x on x.series_id = s.id group by window_key, groups[2] order by 2, 3`,
};
for (const [name, exec] of [['postgres', (q: string) => pgc.unsafe(q)], ['pglite', (q: string) => lite.query(q)]] as const) {
 for (const s of setup) await exec(s);
 for (const [v, q] of Object.entries(V)) { let min = 1e9; let n = 0; for (let i = 0; i < 25; i++) { const t = performance.now(); const r: any = await exec(q); n = (r.rows ?? r).length; min = Math.min(min, performance.now() - t); } console.log(name, v.padEnd(14), n, min.toFixed(1), 'ms'); }
}
await pgc.end(); await server.stop();
