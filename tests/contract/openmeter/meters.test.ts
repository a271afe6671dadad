import { expect, it } from 'vitest';
import {
  createMeter,
  describeContract,
  eventually,
  ingest,
  problemDetail,
  query,
  unique,
  values,
} from './support';

describeContract('meters', (target) => {
  const post = (body: unknown) => target.send('POST', '/api/v1/meters', body);
  const definition = () => ({
    slug: unique('m'),
    eventType: unique('type'),
    aggregation: 'SUM',
    valueProperty: '$.value',
  });

  it('are created with a 200, keys in alphabetical order and empty ones left out', async () => {
    const input = definition();
    const answer = await post({ ...input, groupBy: { b: '$.b', a: '$.a' }, metadata: { team: 'x' } });
    expect(answer.status).toBe(200);
    const meter = JSON.parse(answer.text);
    expect(Object.keys(meter)).toEqual([
      'aggregation',
      'createdAt',
      'eventType',
      'groupBy',
      'id',
      'metadata',
      'name',
      'slug',
      'updatedAt',
      'valueProperty',
    ]);
    expect(meter).toMatchObject({
      ...input,
      name: input.slug,
      id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
    });
    expect(JSON.parse((await post(definition())).text)).not.toHaveProperty('groupBy');
  });

  it('are found by id and by slug, and in the list', async () => {
    const meter = await createMeter(target);
    expect(await target.client.meters.get(meter.id)).toEqual(meter);
    expect(await target.client.meters.get(meter.slug)).toEqual(meter);
    expect(await target.client.meters.list()).toContainEqual(meter);
  });

  // Only as many as a page has were listed.
  it('are listed altogether, whatever page is asked for', async () => {
    const meters = [await createMeter(target), await createMeter(target)];
    const answer = await target.get('/api/v1/meters?page=9&pageSize=1');
    expect(answer.status, answer.text).toBe(200);
    const listed = JSON.parse(answer.text).map(({ slug }: { slug: string }) => slug);
    expect(listed).toEqual(expect.arrayContaining(meters.map(({ slug }) => slug)));
    for (const wrong of ['page=0', 'pageSize=0', 'pageSize=1001', 'page=x']) {
      problemDetail(await target.get(`/api/v1/meters?${wrong}`), 400);
    }
  });

  it('have a slug that is theirs alone', async () => {
    const input = definition();
    expect((await post(input)).status).toBe(200);
    expect(problemDetail(await post(input), 409)).toBe(
      'conflict error: meter with the same slug already exists',
    );
  });

  it('are unknown with a 404', async () => {
    const slug = unique('missing');
    const detail = `not found error: meter not found: ${slug}`;
    const path = `/api/v1/meters/${slug}`;
    expect(problemDetail(await target.get(path), 404)).toBe(detail);
    expect(problemDetail(await target.get(`${path}/query`), 404)).toBe(detail);
    expect(problemDetail(await target.send('PUT', path, {}), 404)).toBe(detail);
    expect(problemDetail(await target.send('DELETE', path, ''), 404)).toBe(detail);
    await expect(target.client.meters.get(slug)).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ['an upper-case slug', { slug: 'Nope' }],
    ['a slug with a dash', { slug: 'no-pe' }],
    ['a slug with an underscore at the end', { slug: 'nope_' }],
    ['an empty slug', { slug: '' }],
    ['a slug of 65 characters', { slug: 'a'.repeat(65) }],
    ['an empty name', { name: '' }],
    ['a name of 257 characters', { name: 'a'.repeat(257) }],
    ['a description of 1025 characters', { description: 'a'.repeat(1025) }],
    ['no event type', { eventType: undefined }],
    ['an empty event type', { eventType: '' }],
    ['an unknown aggregation', { aggregation: 'MEDIAN' }],
    ['no value property', { valueProperty: undefined }],
    ['a value property for COUNT', { aggregation: 'COUNT' }],
    ['a value property that starts with no $', { valueProperty: 'value' }],
    ['a group key with a dash', { groupBy: { 'a-b': '$.a' } }],
    ['a group key that starts with a digit', { groupBy: { '1a': '$.a' } }],
    ['a group path that starts with no $', { groupBy: { a: 'a' } }],
    ['a group path that is the value property', { groupBy: { a: '$.value' } }],
    ['a bad eventFrom', { eventFrom: 'then' }],
  ])('are refused with %s', async (_what, change) => {
    problemDetail(await post({ ...definition(), ...change }), 400);
  });

  it.each(['$.*', '$.a[-1]', '$..k', '$.a-b', '$.', 'o', '$.é'])(
    'are refused with the path %s',
    async (path) => {
      problemDetail(await post({ ...definition(), valueProperty: path }), 400);
      problemDetail(await post({ ...definition(), groupBy: { g: path } }), 400);
    },
  );

  it.each(['$.a', '$.a[0]', '$.o.k', '$["k k"]', "$['k']", '$.a[*]'])('take the path %s', async (path) => {
    expect((await post({ ...definition(), valueProperty: path })).status).toBe(200);
    expect((await post({ ...definition(), groupBy: { g: path } })).status).toBe(200);
  });

  it('can be renamed and cut in new ways, also for what was counted before', async () => {
    const meter = await createMeter(target, { groupBy: { a: '$.a' } });
    await ingest(target, meter.eventType, [{ data: { value: 1, a: 'x', b: 'y' } }]);
    const updated = await target.client.meters.update(meter.slug, {
      name: 'New name',
      description: 'What it is',
      groupBy: { b: '$.b' },
    });
    expect(updated).toMatchObject({ id: meter.id, name: 'New name', groupBy: { b: '$.b' } });
    await eventually(async () =>
      expect(
        await target.client.meters.query(meter.slug, { groupBy: ['b'], windowSize: 'DAY' }),
      ).toMatchObject({
        data: [{ value: 1, groupBy: { b: 'y' } }],
      }),
    );
    problemDetail(await target.get(`/api/v1/meters/${meter.slug}/query?groupBy=a`), 400);
    problemDetail(
      await target.send('PUT', `/api/v1/meters/${meter.slug}`, { groupBy: { v: '$.value' } }),
      400,
    );
    const emptied = await target.client.meters.update(meter.slug, {});
    expect(emptied?.name).toBe(meter.slug);
    expect(emptied).not.toHaveProperty('description');
    expect(emptied).not.toHaveProperty('groupBy');
  });

  it('are deleted with a 204, and their slug is free again', async () => {
    const meter = await createMeter(target);
    await ingest(target, meter.eventType, [{ data: { value: 4 } }]);
    const answer = await target.send('DELETE', `/api/v1/meters/${meter.slug}`, '');
    expect(answer).toMatchObject({ status: 204, text: '' });
    problemDetail(await target.get(`/api/v1/meters/${meter.slug}`), 404);
    const listed = async (parameters: string) => {
      const { text } = await target.get(`/api/v1/meters?${parameters}`);
      return JSON.parse(text).find(({ id }: { id: string }) => id === meter.id);
    };
    expect(await listed('')).toBeUndefined();
    expect(await listed('includeDeleted=false')).toBeUndefined();
    expect(await listed('includeDeleted=true')).toMatchObject({
      slug: meter.slug,
      deletedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
    });
    await target.client.meters.create({
      slug: meter.slug,
      eventType: meter.eventType,
      aggregation: 'SUM',
      valueProperty: '$.value',
    });
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([4]));
  });

  it('count events that were there before them', async () => {
    const type = unique('type');
    await ingest(target, type, [
      { time: '2025-01-01T00:00:00Z', data: { value: 1, m: 'a' } },
      { time: '2025-01-02T00:00:00Z', data: { value: 2, m: 'b' } },
    ]);
    const meter = await createMeter(target, { eventType: type, groupBy: { m: '$.m' } });
    await ingest(target, type, [{ time: '2025-01-02T01:00:00Z', data: { value: 4, m: 'b' } }]);
    await eventually(async () =>
      expect(await values(target, meter.slug, { windowSize: 'DAY', groupBy: 'm' })).toEqual([1, 6]),
    );
  });

  // An empty one was refused.
  it('may have an empty description', async () => {
    const { slug } = await createMeter(target, { description: '' });
    expect((await target.client.meters.update(slug, { description: '' }))?.slug).toBe(slug);
  });

  it.each([
    // Its fraction was dropped.
    ['2025-01-01T00:00:00.5Z', '2025-01-01T00:00:00.5Z'],
    ['2025-01-01T01:00:00.125+01:00', '2025-01-01T00:00:00.125Z'],
  ])('show the eventFrom %s as %s', async (eventFrom, shown) => {
    const answer = await post({ ...definition(), eventFrom });
    expect(answer.status, answer.text).toBe(200);
    expect(JSON.parse(answer.text).eventFrom).toBe(shown);
  });

  // An offset leads out of the years that Postgres reads; and the year 0001 came back as 2001.
  it.each([
    ['0001-01-01T00:00:00Z', [1]],
    ['0001-01-01T00:00:00+10:00', [1]],
    ['0099-01-01T00:00:00Z', [1]],
    ['9999-12-31T23:59:59-10:00', []],
  ])('take the eventFrom %s', async (eventFrom, expected) => {
    const meter = definition();
    const answer = await post({ ...meter, eventFrom });
    expect(answer.status, answer.text).toBe(200);
    await ingest(target, meter.eventType, [{ time: '1980-01-01T00:00:00Z', data: { value: 1 } }]);
    const all = await createMeter(target, { eventType: meter.eventType });
    await eventually(async () => expect(await values(target, all.slug)).toEqual([1]));
    expect(await values(target, meter.slug)).toEqual(expected);
  });

  it('skip events before their eventFrom', async () => {
    const meter = await createMeter(target, { eventFrom: new Date('2025-01-01T00:30:00Z') });
    await ingest(target, meter.eventType, [
      { time: '2025-01-01T00:29:59Z', data: { value: 1 } },
      { time: '2025-01-01T00:30:00Z', data: { value: 2 } },
    ]);
    await eventually(async () =>
      expect(JSON.parse(await query(target, meter.slug)).data).toMatchObject([
        { value: 2, windowStart: '2025-01-01T00:30:00Z', windowEnd: '2025-01-01T00:31:00Z' },
      ]),
    );
    expect(await values(target, meter.slug, { from: '2024-01-01T00:00:00Z', windowSize: 'DAY' })).toEqual([
      2,
    ]);
    expect(await values(target, meter.slug, { to: '2025-01-01T00:10:00Z' })).toEqual([]);
  });
});
