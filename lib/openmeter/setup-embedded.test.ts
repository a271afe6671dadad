import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { queryRows } from '../db/rows';
import { METERS, type MeterSlug } from './meters';
import { missingMeters } from './setup';
import { setUpEmbeddedMeters } from './setup-embedded';
import { embeddedClient } from './testing/embedded-client';

describeOnDatabases('setting up the meters of the embedded meter', (db) => {
  let namespace: string;

  beforeEach(() => {
    namespace = randomUUID();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** The meter as the app began it once: with other groups, and events. */
  async function begun(groupBy: Record<string, string>) {
    const meters = METERS.map((meter) => ({ ...meter, groupBy }));
    const meter = embeddedClient(db(), { namespace, meters });
    const data = { prompt_tokens: 3, cost_usd: '0.5', model: 'm', team: 't' };
    await meter.events.ingest({ type: 'openai', subject: 's', data });
    const total = async (slug: MeterSlug, group: string) =>
      (await meter.meters.query(slug, { groupBy: [group] })).data.map(({ value }) => value);
    return { meter, total };
  }

  const setUp = (replace?: boolean) => setUpEmbeddedMeters(db(), METERS, { replace, namespace });

  it('makes what is missing, updates what lacks groups, and then finds all right', async () => {
    const { meter, total } = await begun({ team: '$.team' });
    await meter.meters.delete('cost_usd');
    await meter.meters.delete('requests');
    const outcomes = (await setUp()).map(({ outcome }) => outcome);
    expect(outcomes).toEqual([...Array(5).fill('updated'), 'created', 'created']);
    expect(await total('prompt_tokens', 'team')).toEqual([3]);
    expect(await total('prompt_tokens', 'model')).toEqual([3]);
    expect(await total('cost_usd', 'model')).toEqual([0.5]);
    expect(new Set((await setUp()).map(({ outcome }) => outcome))).toEqual(new Set(['right']));
  });

  it('replaces what counts something else only if told to, and keeps what others added', async () => {
    const { meter, total } = await begun({ model: '$.engine', team: '$.team' });
    await meter.meters.update('requests', {
      name: 'Ours',
      groupBy: { model: '$.engine', team: '$.team' },
      metadata: { owner: 'somebody' },
    });
    expect(new Set((await setUp()).map(({ outcome }) => outcome))).toEqual(new Set(['differs']));
    expect(await total('requests', 'model')).toEqual([1]);
    expect(await meter.meters.get('requests')).toMatchObject({ groupBy: { model: '$.engine' } });

    expect(new Set((await setUp(true)).map(({ outcome }) => outcome))).toEqual(new Set(['replaced']));
    expect(await meter.meters.get('requests')).toMatchObject({
      name: 'Requests',
      groupBy: { model: '$.model', team: '$.team' },
      metadata: { owner: 'somebody' },
    });
    expect(await total('prompt_tokens', 'team')).toEqual([3]);
  });

  it('refuses a group that is no path, and leaves the meters as they were', async () => {
    const { meter } = await begun({ model: '$.model' });
    const before = await meter.meters.list();
    const [first] = METERS;
    const wrong = { ...first, groupBy: { ...first.groupBy, more: '$.a-b' } };
    await expect(setUpEmbeddedMeters(db(), [wrong], { namespace })).rejects.toMatchObject({
      status: 400,
      detail: expect.stringContaining('invalid JSONPath for more group by: $.a-b'),
    });
    expect(await meter.meters.list()).toEqual(before);
  });

  // Each meter had 30 seconds: on a large database none could ever be brought up to date.
  it('takes the time that it needs, and so does who asks which meters are missing', async () => {
    const { total } = await begun({});
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort(new Error('Out of time.')));
    await setUp();
    expect(await total('prompt_tokens', 'model')).toEqual([3]);
    const started = embeddedClient(db(), { namespace: randomUUID() });
    expect(await missingMeters(started, METERS, { patient: true })).toEqual([]);
  });

  // All events were added up seven times.
  it('adds the events up once for all meters that are cut alike', async () => {
    await begun({});
    await onEachFilling('');
    await setUp();
    expect(await fillings()).toBe(1);
  });

  // Those that were done stayed done, and the next one was begun anew.
  it('leaves everything as it was where it ends halfway', async () => {
    const { meter, total } = await begun({ team: '$.team' });
    // Has a cut of its own, so that there are two to fill.
    await meter.meters.update('requests', { groupBy: { team: '$.team', more: '$.more' } });
    const before = await meter.meters.list();
    await onEachFilling("if currval('fillings') = 2 then raise exception 'The power failed.'; end if;");
    await expect(setUp()).rejects.toThrow();
    expect(await fillings()).toBe(2);
    expect(await meter.meters.list()).toEqual(before);
    expect(await total('prompt_tokens', 'team')).toEqual([3]);

    await onEachFilling('');
    expect(new Set((await setUp()).map(({ outcome }) => outcome))).toEqual(new Set(['updated']));
  });

  /** Counts from now on how often a rollup is filled, and does something each time. */
  async function onEachFilling(statement: string): Promise<void> {
    for (const text of [
      'drop sequence if exists fillings',
      'create sequence fillings',
      `create or replace function filled() returns trigger language plpgsql as
        $$ begin perform nextval('fillings'); ${statement} return null; end $$`,
      `create or replace trigger filled after insert on embedded_meter_hours execute function filled()`,
    ])
      await db().execute(sql.raw(text));
  }

  async function fillings(): Promise<number | undefined> {
    const statement = sql`select case when is_called then last_value else 0 end as count from fillings`;
    return (await queryRows(db(), statement, ({ count }) => Number(count)))[0];
  }
});
