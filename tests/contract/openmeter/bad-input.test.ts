import { expect, it } from 'vitest';
import {
  createMeter,
  describeContract,
  eventually,
  expectToServe,
  ingest,
  itOfOurs,
  newEvent,
  problemDetail,
  query,
  sendBatch,
  values,
} from './support';

describeContract('bad input', (target) => {
  it.each([
    ['nothing', ''],
    ['no JSON', '[{'],
    ['a number', '5'],
    ['null', 'null'],
    ['a list of lists', '[[]]'],
    ['lists in lists, 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['data 100,000 deep', `[{"data":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}]`],
  ])('is refused: %s', async (_what, body) => {
    problemDetail(await sendBatch(target, body), 400);
  });

  itOfOurs('is refused as too large over 5 MB', async () => {
    problemDetail(await sendBatch(target, [newEvent({ data: { text: 'x'.repeat(5 * 1024 * 1024) } })]), 413);
    await expectToServe(target);
  });

  it('is taken in a batch of 10,000', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT' });
    const events = Array.from({ length: 10_000 }, (_, index) => ({
      ...newEvent({ type: meter.eventType, id: `${meter.slug}${index}` }),
    }));
    expect(await sendBatch(target, events)).toMatchObject({ status: 204 });
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([10_000]));
  });

  itOfOurs('is refused with data more than 500 deep', async () => {
    const ofDepth = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
    // The batch and the event are two more.
    expect((await sendBatch(target, [newEvent({ data: ofDepth(498) })])).status).toBe(204);
    problemDetail(await sendBatch(target, [newEvent({ data: ofDepth(499) })]), 400);
  });

  it('is taken with data 300 deep', async () => {
    const meter = await createMeter(target);
    const deep = JSON.parse(`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`);
    await ingest(target, meter.eventType, [{ data: { ...deep, value: 5 } }]);
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([5]));
  });

  itOfOurs('is taken with a group value, a subject and an id of 1 MB', async () => {
    const meter = await createMeter(target, { groupBy: { g: '$.g' } });
    const long = 'long '.repeat(200_000);
    const time = '2025-01-01T00:00:00Z';
    await ingest(target, meter.eventType, [{ time, subject: long, data: { value: 1, g: long } }]);
    await ingest(target, meter.eventType, [{ time, id: long + meter.slug, data: { value: 2, g: 'short' } }]);
    await eventually(async () => {
      const { data } = JSON.parse(
        await query(target, meter.slug, 'groupBy=g&groupBy=subject&windowSize=DAY'),
      );
      expect(data.map((row: { groupBy: { g: string } }) => row.groupBy.g.length).sort()).toEqual([
        1_000_000, 5,
      ]);
    });
  });

  it('is taken with 100,000 distinct group values', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT', groupBy: { g: '$.g' } });
    const time = '2025-01-01T00:00:00Z';
    for (let first = 0; first < 100_000; first += 10_000) {
      await ingest(
        target,
        meter.eventType,
        Array.from({ length: 10_000 }, (_, index) => ({ time, data: { g: first + index } })),
      );
    }
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([100_000]));
    const { data } = JSON.parse(await query(target, meter.slug, 'groupBy=g&windowSize=DAY'));
    expect(data).toHaveLength(100_000);
    await expectToServe(target);
  });

  itOfOurs('is refused with NUL characters, wherever they are', async () => {
    const bodies = [
      newEvent({ subject: 'a\0b' }),
      newEvent({ id: '\0' }),
      newEvent({ type: 'a\0' }),
      newEvent({ source: 'a\0' }),
      newEvent({ data: { text: 'a\0b' } }),
      newEvent({ data: { 'a\0b': 1 } }),
      newEvent({ data: { list: [{ deep: '\0' }] } }),
    ];
    const good = await createMeter(target, { aggregation: 'COUNT' });
    for (const body of bodies) {
      problemDetail(
        await sendBatch(target, [
          newEvent({ type: good.eventType }),
          body,
          newEvent({ type: good.eventType }),
        ]),
        400,
      );
    }
    problemDetail(
      await target.send('POST', '/api/v1/meters', { slug: 'nul', eventType: 'a\0', aggregation: 'COUNT' }),
      400,
    );
    const { slug } = await createMeter(target, { groupBy: { g: '$.g' } });
    for (const parameters of [
      'subject=%00',
      'filterGroupBy[g]=%00',
      'windowTimeZone=%00',
      'groupBy=%00',
      'advancedMeterGroupByFilters={"g":{"$eq":"\\u0000"}}',
    ]) {
      problemDetail(await target.get(`/api/v1/meters/${slug}/query?${parameters}`), 400);
    }
    problemDetail(await target.get('/api/v1/events?subject=%00'), 400);
    problemDetail(await target.get('/api/v1/meters/%00'), 404);
    await expectToServe(target);
    // Nothing of the batches that were refused.
    expect(await values(target, good.slug)).toEqual([0]);
  });

  it('reads halves of surrogate pairs as U+FFFD', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT', groupBy: { g: '$.g' } });
    const body = `[{"specversion":"1.0","id":"${meter.slug}","source":"c","type":"${meter.eventType}",
      "subject":"\\ud800","time":"2025-01-01T00:00:00Z","data":{"g":"a\\udc00b\\ud83d\\ude00\\\\ud800"}}]`;
    expect((await sendBatch(target, body)).status).toBe(204);
    await eventually(async () =>
      expect(
        JSON.parse(await query(target, meter.slug, 'groupBy=g&groupBy=subject&windowSize=DAY')).data,
      ).toMatchObject([{ subject: '\ufffd', groupBy: { g: 'a\ufffdb\ud83d\ude00\\ud800' } }]),
    );
  });

  it('is refused with numbers past float64, and all of its batch', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT' });
    const bad = JSON.stringify([newEvent({ type: meter.eventType }), newEvent({ data: { value: 'BIG' } })]);
    problemDetail(await sendBatch(target, bad.replace('"BIG"', '1e400')), 400);
    await ingest(target, meter.eventType, [{}]);
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([1]));
  });

  it('is counted with the biggest numbers there are', async () => {
    const meter = await createMeter(target);
    const time = '2025-01-01T00:00:00Z';
    await ingest(target, meter.eventType, [
      { time, data: { value: 1.7e308 } },
      { time, data: { value: '5e-324' } },
    ]);
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([1.7e308]));
  });

  itOfOurs('is taken with years 0000, 0001, 2106 and 9999', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT' });
    const times = [
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '2025-01-01T00:00:00Z',
      // The last second that counts, and the first that doesn't.
      '2106-02-07T06:28:15Z',
      '2106-02-07T06:28:16Z',
    ];
    await ingest(
      target,
      meter.eventType,
      times.map((time) => ({ time })),
    );
    for (const windowSize of ['MINUTE', 'HOUR', 'DAY', 'MONTH']) {
      const parameters = {
        from: '0000-01-01T00:00:00Z',
        to: '9999-12-31T23:59:59Z',
        windowSize,
        windowTimeZone: 'Asia/Kolkata',
      };
      await eventually(async () => expect(await values(target, meter.slug, parameters)).toEqual([1, 1]));
    }
  });

  itOfOurs('is refused as a filter that Postgres could not run', async () => {
    const { slug } = await createMeter(target, { groupBy: { g: '$.g' } });
    const ask = (filter: object) =>
      target.send('POST', `/api/v1/meters/${slug}/query`, { advancedMeterGroupByFilters: { g: filter } });
    problemDetail(await ask({ $like: 'a\\' }), 400);
    const deep = JSON.parse(`${'{"$and":['.repeat(1_000)}{}${']}'.repeat(1_000)}`);
    problemDetail(await ask(deep), 400);
    problemDetail(await target.get(`/api/v1/meters/${slug}/query?filterGroupBy[__proto__]=x`), 400);
  });

  it('is answered with a problem where the API has nothing', async () => {
    const status = async (method: string, path: string) => (await target.send(method, path, '{}')).status;
    expect(await status('PATCH', '/api/v1/meters')).toBe(405);
    problemDetail(await target.get('/api/v1/nothing'), 404);
    expect([404, 501]).toContain((await target.get('/api/v1/portal/tokens')).status);
    expect([404, 501]).toContain((await target.get('/api/v1/features')).status);
  });
});
