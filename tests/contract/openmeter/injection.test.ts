import { expect, it } from 'vitest';
import {
  createMeter,
  describeContract,
  eventually,
  expectToServe,
  ingest,
  newEvent,
  problemDetail,
  sendBatch,
  unique,
  untilCounted,
} from './support';

const NASTY = [
  "'; drop table embedded_meter_events; --",
  '"; delete from embedded_meters where ""="',
  '$1 $2 %s {} \\',
  "\\'",
  '../../etc/passwd',
  '\u202e\ud83d\ude00 %00',
  'x'.repeat(10_000),
];

describeContract('input that looks like code', (target) => {
  it.each([
    "$.a'); drop table embedded_meters; --",
    '$.a"',
    '$["a\\"b"]',
    '$.a ? (@ > 1)',
    '$.a; select 1',
    '$'.concat('{a}'),
    '$1',
    '$.a[0',
    `$.${'a'.repeat(600)}`,
    '$.a\u0000',
  ])('is refused as a JSONPath: %s', async (path) => {
    const answer = await target.send('POST', '/api/v1/meters', {
      slug: unique('m'),
      eventType: 'contract',
      aggregation: 'SUM',
      valueProperty: path,
    });
    problemDetail(answer, 400);
  });

  it('is data in every field, whatever it looks like', async () => {
    for (const text of NASTY) {
      const type = text + unique('type');
      const groupBy = { g: '$.g', quoted: '$["it\'s; \'"]'.replace(';', '') };
      const meter = await createMeter(target, {
        eventType: type,
        groupBy,
        description: text.slice(0, 1_000),
        name: text.slice(0, 256),
        metadata: { [text]: text },
      });
      const answered = await target.get(`/api/v1/meters/${meter.slug}`);
      expect(JSON.parse(answered.text)).toMatchObject({
        name: text.slice(0, 256),
        metadata: { [text]: text },
        eventType: type,
      });
      const time = new Date().toISOString();
      const source = encodeURIComponent(text);
      await ingest(target, type, [
        { id: unique(text), subject: text, time, data: { value: 1, g: text, [text]: text } },
      ]);
      await sendBatch(target, [newEvent({ source, type, time, subject: text, data: { value: 1, g: text } })]);
      for (const windowSize of ['DAY', 'MINUTE']) {
        await eventually(async () => {
          const body = {
            subject: [text],
            groupBy: ['g', 'quoted'],
            filterGroupBy: { g: [text] },
            windowSize,
          };
          const answer = await target.send('POST', `/api/v1/meters/${meter.slug}/query`, body);
          expect(JSON.parse(answer.text).data).toMatchObject([
            { value: 2, subject: text, groupBy: { g: text, quoted: '' } },
          ]);
        });
      }
      if (text.length > 1_000) continue;
      const listed = await target.get(`/api/v1/events?${new URLSearchParams({ subject: text, id: text })}`);
      expect(JSON.parse(listed.text)).toMatchObject([{ event: { subject: text, data: { [text]: text } } }]);
      const slug = encodeURIComponent(text);
      for (const path of [`/api/v1/meters/${slug}`, `/api/v1/meters/${slug}/query`]) {
        problemDetail(await target.get(path), 404);
      }
      problemDetail(await target.get(`/api/v1/meters/${meter.slug}/group-by/${slug}/values`), 400);
      for (const name of ['groupBy', `filterGroupBy[${text}]`]) {
        const parameters = new URLSearchParams({ [name]: text });
        problemDetail(await target.get(`/api/v1/meters/${meter.slug}/query?${parameters}`), 400);
      }
    }
  });

  it('is data in every filter, whatever it looks like', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT', groupBy: { g: '$.g' } });
    const time = '2025-01-01T00:00:00Z';
    await ingest(
      target,
      meter.eventType,
      [...NASTY, 'harmless'].map((g) => ({ time, data: { g } })),
    );
    await untilCounted(target, meter.eventType, NASTY.length + 1);
    const ask = (filters: object) =>
      target.send('POST', `/api/v1/meters/${meter.slug}/query`, { advancedMeterGroupByFilters: filters });
    for (const text of NASTY) {
      const pattern = text.replace(/[\\%_]/g, '\\$&');
      for (const filter of [{ $eq: text }, { $in: [text] }, { $like: pattern }, { $ilike: pattern }]) {
        const { text: answer } = await ask({ g: filter });
        expect(JSON.parse(answer).data, answer).toMatchObject([{ value: 1 }]);
      }
      for (const filter of [{ $ne: text }, { $nin: [text] }, { $nlike: pattern }, { $nilike: pattern }]) {
        const { text: answer } = await ask({ g: filter });
        expect(JSON.parse(answer).data, answer).toMatchObject([{ value: NASTY.length }]);
      }
      problemDetail(await ask({ [text]: { $eq: 'x' } }), 400);
    }
  });

  it('is refused as the key and as the path of a group', async () => {
    const meter = await createMeter(target, { groupBy: { g: '$.g' } });
    for (const text of NASTY) {
      // As a key, a long one is none that looks like code.
      const groupBys = [{ g: text }, { g: `$.${text}` }, ...(text.length > 1_000 ? [] : [{ [text]: '$.a' }])];
      for (const groupBy of groupBys) {
        const slug = unique('m');
        const definition = { slug, eventType: slug, aggregation: 'COUNT', groupBy };
        problemDetail(await target.send('POST', '/api/v1/meters', definition), 400);
        problemDetail(await target.send('PUT', `/api/v1/meters/${meter.slug}`, { groupBy }), 400);
      }
    }
    expect((await target.client.meters.get(meter.slug))?.groupBy).toEqual({ g: '$.g' });
    await expectToServe(target);
  });

  it('is data in every parameter, whatever it looks like', async () => {
    const { slug } = await createMeter(target, { groupBy: { g: '$.g' } });
    const paths = [
      ...[
        'from',
        'to',
        'windowSize',
        'windowTimeZone',
        'subject',
        'groupBy',
        'clientId',
        'filterGroupBy[g]',
      ].map((name) => ({ path: `/api/v1/meters/${slug}/query`, name })),
      ...['from', 'to', 'id', 'subject', 'limit', 'ingestedAtFrom', 'ingestedAtTo'].map((name) => ({
        path: '/api/v1/events',
        name,
      })),
      ...['orderBy', 'order', 'includeDeleted', 'page', 'pageSize'].map((name) => ({
        path: '/api/v1/meters',
        name,
      })),
    ];
    for (const { path, name } of paths) {
      for (const text of NASTY) {
        const answer = await target.get(`${path}?${new URLSearchParams({ [name]: text, [text]: name })}`);
        // An HTTP server refuses an address this long before the meter sees it.
        if (text.length > 1_000 && [414, 431].includes(answer.status)) continue;
        if (answer.status === 400) problemDetail(answer, 400);
        else expect(answer.status, `${path} ${name}=${text}: ${answer.text}`).toBe(200);
      }
    }
    await expectToServe(target);
  });
});
