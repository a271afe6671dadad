import { randomUUID } from 'node:crypto';
import { type MeterCreate, OpenMeter } from '@openmeter/sdk';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { METERS } from './meters';
import { missingMeters, ReplacementError, setUpMeters } from './setup';
import { embeddedClient } from './testing/embedded-client';

const EMBEDDED = {
  slug: 'tokens',
  name: 'Tokens',
  description: 'All of them.',
  eventType: 'test',
  aggregation: 'SUM',
  valueProperty: '$.tokens',
  groupBy: { model: '$.model' },
} as const;

const TOKENS: MeterCreate = EMBEDDED;

type Answer = () => Promise<Response>;

describeOnDatabases('setting up the meters of a remote OpenMeter', (db) => {
  let remote: OpenMeter;

  beforeEach(() => {
    remote = embeddedClient(db(), { namespace: randomUUID(), meters: [] });
  });

  const setUp = async (meter: MeterCreate, replace?: boolean) => {
    const [setup] = await setUpMeters(remote, [meter], { replace });
    return setup;
  };
  const ingest = (data: object) => remote.events.ingest({ type: 'test', subject: 's', data: { ...data } });
  const total = async () => (await remote.meters.query('tokens')).data.map(({ value }) => value);

  it('makes all the app’s meters, and finds them right when it is run again', async () => {
    expect(await missingMeters(remote, METERS)).toHaveLength(METERS.length);
    const made = await setUpMeters(remote, METERS);
    expect(made.map(({ slug }) => slug)).toEqual(METERS.map(({ slug }) => slug));
    expect(new Set(made.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    expect(await missingMeters(remote, METERS)).toEqual([]);
    const again = await setUpMeters(remote, METERS, { replace: true });
    expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['right']));
  });

  it('goes on where it was interrupted', async () => {
    const [first] = METERS;
    await setUpMeters(remote, [first]);
    const outcomes = (await setUpMeters(remote, METERS)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['right', ...METERS.slice(1).map(() => 'created')]);
  });

  it('brings names and descriptions up to date and adds groups, but takes nothing away that others added', async () => {
    await remote.meters.create({
      ...TOKENS,
      name: 'Old',
      description: undefined,
      groupBy: { team: '$.team' },
      metadata: { owner: 'somebody' },
    });
    await ingest({ tokens: 3, model: 'm' });
    expect(await setUp(TOKENS)).toEqual({
      slug: 'tokens',
      outcome: 'updated',
      differences: [
        { property: 'name', theirs: 'Old', ours: 'Tokens', rewritesHistory: false },
        { property: 'description', theirs: undefined, ours: 'All of them.', rewritesHistory: false },
        { property: 'groupBy.model', theirs: undefined, ours: '$.model', rewritesHistory: false },
      ],
    });
    expect(await remote.meters.get('tokens')).toMatchObject({
      ...TOKENS,
      groupBy: { model: '$.model', team: '$.team' },
      metadata: { owner: 'somebody' },
    });
    expect(await total()).toEqual([3]);
    expect(await setUp(TOKENS)).toMatchObject({ outcome: 'right' });
  });

  it.each<[string, Partial<MeterCreate>, string[]]>([
    ['another aggregation', { aggregation: 'MAX' }, ['aggregation']],
    ['another value', { valueProperty: '$.other' }, ['valueProperty']],
    ['other events', { eventType: 'other', name: 'Other' }, ['name', 'eventType']],
    ['events from some day on', { eventFrom: new Date('2026-01-01T00:00:00Z') }, ['eventFrom']],
    ['another path for a group', { groupBy: { model: '$.engine' } }, ['groupBy.model']],
  ])('leaves a meter with %s alone, until it is told to replace it', async (_what, change, properties) => {
    const { id } = (await remote.meters.create({ ...TOKENS, ...change })) ?? {};
    await ingest({ tokens: 3, other: 40, model: 'm' });
    await ingest({ tokens: 4, other: 50, model: 'm' });
    const differing = await setUp(TOKENS);
    expect(differing).toMatchObject({ outcome: 'differs' });
    expect(differing?.differences.map(({ property }) => property)).toEqual(properties);
    expect(await remote.meters.get('tokens')).toMatchObject({ id, ...change });

    expect(await setUp(TOKENS, true)).toMatchObject({ outcome: 'replaced' });
    expect(await remote.meters.get('tokens')).toMatchObject(TOKENS);
    // The events are still there, and count.
    expect(await total()).toEqual([7]);
    expect(await setUp(TOKENS)).toMatchObject({ outcome: 'right' });
  });

  // They were lost with the meter that was replaced.
  it('keeps the groups and metadata that others added, but for a group that is our value', async () => {
    await remote.meters.create({
      ...TOKENS,
      valueProperty: '$.other',
      groupBy: { model: '$.engine', team: '$.team', size: '$.tokens' },
      metadata: { owner: 'somebody' },
    });
    await ingest({ tokens: 3, model: 'm', team: 't' });
    expect(await setUp(TOKENS, true)).toEqual({
      slug: 'tokens',
      outcome: 'replaced',
      differences: [
        { property: 'valueProperty', theirs: '$.other', ours: '$.tokens', rewritesHistory: true },
        { property: 'groupBy.model', theirs: '$.engine', ours: '$.model', rewritesHistory: true },
        { property: 'groupBy.size', theirs: '$.tokens', ours: undefined, rewritesHistory: true },
      ],
    });
    const replaced = await remote.meters.get('tokens');
    expect(replaced).toMatchObject({ valueProperty: '$.tokens', metadata: { owner: 'somebody' } });
    expect(replaced?.groupBy).toEqual({ model: '$.model', team: '$.team' });
    expect((await remote.meters.query('tokens', { groupBy: ['team'] })).data).toMatchObject([
      { value: 3, groupBy: { team: 't' } },
    ]);
    expect(await setUp(TOKENS)).toMatchObject({ outcome: 'right' });
  });

  // The SDK reads such text as a time: it came back as another, or as none, with which OpenMeter refused the meter.
  it.each([
    ['updated', { name: 'Old' }, false],
    ['replaced', { valueProperty: '$.other' }, true],
  ])(
    'keeps metadata that looks like a time as it was written in a meter that is %s',
    async (outcome, change, replace) => {
      const metadata = { since: '2026-01-02T03:04:05+01:00', until: '2026-99-99T00:00:00Z' };
      await remote.meters.create({ ...TOKENS, ...change, metadata });
      expect(await setUp(TOKENS, replace)).toMatchObject({ outcome });
      const params = { path: { meterIdOrSlug: 'tokens' } };
      const { data } = await remote.client.GET('/api/v1/meters/{meterIdOrSlug}', { params });
      expect(data?.metadata).toEqual(metadata);
    },
  );

  // It deleted the meter, and what others had added to it was nowhere any more.
  it.each([
    ['is refused', (_meter: Answer) => Promise.resolve(new Response('not now', { status: 500 }))],
    ['is lost', (_meter: Answer) => Promise.reject(new TypeError('fetch failed'))],
    [
      'is lost after it was made',
      (meter: Answer) => meter().then(() => Promise.reject(new TypeError('fetch failed'))),
    ],
  ])('says how to make a meter by hand whose replacement %s', async (_what, fail) => {
    const namespace = randomUUID();
    const groupBy = { model: '$.engine', team: '$.team' };
    remote = embeddedClient(db(), { namespace, meters: [] });
    await remote.meters.create({ ...TOKENS, groupBy, metadata: { owner: 'somebody' } });
    const failing = embeddedClient(db(), {
      namespace,
      meters: [],
      answer: (request, meter) => (request.method === 'POST' ? fail(() => meter(request)) : meter(request)),
    });
    const error: unknown = await setUpMeters(failing, [TOKENS], { replace: true }).catch((thrown) => thrown);
    if (!(error instanceof ReplacementError)) throw error;
    expect(error.message).toMatch(/^The meter tokens was being replaced\. If it is gone now, post this/);

    const body = error.message.slice(error.message.indexOf('{'));
    const gone = (await missingMeters(remote, [TOKENS])).length > 0;
    if (gone) await remote.meters.create(JSON.parse(body));
    expect(await remote.meters.get('tokens')).toMatchObject({
      ...TOKENS,
      groupBy: { model: '$.model', team: '$.team' },
      metadata: { owner: 'somebody' },
    });
    expect(await setUp(TOKENS)).toMatchObject({ outcome: 'right' });
  });

  // Only a remote one could be set up: a query by a group that the app learned later was refused for ever.
  it('adds groups to an embedded meter, which leaves its meters as they are by itself', async () => {
    const namespace = randomUUID();
    const started = (meter: typeof EMBEDDED) => embeddedClient(db(), { namespace, meters: [meter] });
    const event = { type: 'test', subject: 's', data: { tokens: 3, model: 'm', team: 't' } };
    await started(EMBEDDED).events.ingest(event);
    const withTeam = { ...EMBEDDED, groupBy: { ...EMBEDDED.groupBy, team: '$.team' } };
    const later = started(withTeam);
    await expect(later.meters.query('tokens', { groupBy: ['team'] })).rejects.toMatchObject({ status: 400 });
    expect(await setUpMeters(later, [withTeam])).toMatchObject([{ outcome: 'updated' }]);
    expect((await later.meters.query('tokens', { groupBy: ['team'] })).data).toMatchObject([
      { value: 3, groupBy: { team: 't' } },
    ]);
  });

  // Without a word, which the SDK's client takes for no error, it ended in a TypeError.
  it.each([
    ['with a word', () => new Response('no', { status: 401 })],
    ['without one', () => new Response(null, { status: 401 })],
    [
      'without one, and says so',
      () => new Response(null, { status: 401, headers: { 'content-length': '0' } }),
    ],
  ])('says so when OpenMeter refuses the key %s, and takes no meter for missing', async (_how, refuse) => {
    const closed = new OpenMeter({ baseUrl: 'http://remote.openmeter', fetch: async () => refuse() });
    await expect(setUpMeters(closed, METERS)).rejects.toMatchObject({ status: 401 });
    await expect(missingMeters(closed, METERS)).rejects.toMatchObject({ status: 401 });
  });
});
