import { expect, it } from 'vitest';
import {
  createMeter,
  describeContract,
  eventually,
  ingest,
  itOfOurs,
  query,
  untilCounted,
  values,
} from './support';

const AT = '2025-01-01T00:00:00Z';

describeContract('values', (target) => {
  it.each([
    ['1e3', 1_000],
    ['+5', 5],
    ['.5', 0.5],
    ['5.', 5],
    ['-2.50', -2.5],
    ['1E-3', 0.001],
    ['00012', 12],
    ['1e-400', 0],
    [1e21, 1e21],
    [0.1, 0.1],
    [-3, -3],
  ])('counts %j', async (value, counted) => {
    const meter = await createMeter(target);
    await ingest(target, meter.eventType, [{ time: AT, data: { value } }]);
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([counted]));
    expect(await values(target, meter.slug, { windowSize: 'MINUTE' })).toEqual([counted]);
  });

  itOfOurs('counts a text of 1,000 characters, and none that is longer', async () => {
    const meter = await createMeter(target);
    const texts = [`0.5${'0'.repeat(997)}`, `0.25${'0'.repeat(997)}`];
    await ingest(
      target,
      meter.eventType,
      texts.map((value) => ({ time: AT, data: { value } })),
    );
    await untilCounted(target, meter.eventType, 2);
    expect(await values(target, meter.slug)).toEqual([0.5]);
  });

  it.each([
    [[' 1', '1 ', '0x10', '1_000', '', 'true', '1,5', '.', '-', '1e', '--5', 'abc']],
    [['NaN', 'nan', 'inf', 'Infinity', '-inf', '1e400', '9'.repeat(310), '1e999999999']],
    [[true, false, null, {}, [], [1]]],
  ])('keeps but skips %j', async (bad) => {
    const meter = await createMeter(target);
    await ingest(
      target,
      meter.eventType,
      [...bad, 7].map((value) => ({ time: AT, data: { value } })),
    );
    await ingest(target, meter.eventType, [{ time: AT, data: null }, { time: AT }, { time: AT, data: {} }]);
    await untilCounted(target, meter.eventType, bad.length + 4);
    expect(await values(target, meter.slug)).toEqual([7]);
    expect(await values(target, meter.slug, { windowSize: 'MINUTE' })).toEqual([7]);
  });

  it('leaves out a window whose values are all invalid', async () => {
    for (const aggregation of ['SUM', 'AVG', 'MIN', 'MAX', 'LATEST'] as const) {
      const meter = await createMeter(target, { aggregation });
      await ingest(target, meter.eventType, [
        { time: '2025-01-01T00:00:00Z', data: { value: 'bad' } },
        { time: '2025-01-02T00:00:00Z', data: { value: 3 } },
      ]);
      await eventually(async () =>
        expect(await values(target, meter.slug, { windowSize: 'DAY' })).toEqual([3]),
      );
    }
  });

  it('aggregates in seven ways', async () => {
    const aggregations = ['SUM', 'COUNT', 'UNIQUE_COUNT', 'AVG', 'MIN', 'MAX', 'LATEST'] as const;
    const first = await createMeter(target, { aggregation: 'SUM' });
    const meters = [first];
    for (const aggregation of aggregations.slice(1)) {
      meters.push(await createMeter(target, { aggregation, eventType: first.eventType }));
    }
    const times = ['00:07:01', '00:07:02', '00:44:00', '10:00:00', '09:00:00'];
    await ingest(
      target,
      first.eventType,
      [3, -1, 3, 10, 5].map((value, index) => ({ time: `2025-01-01T${times[index]}Z`, data: { value } })),
    );
    const expected = [20, 5, 4, 4, -1, 10, 10];
    for (const parameters of ['', 'windowSize=DAY', 'windowSize=MONTH']) {
      for (const [index, meter] of meters.entries()) {
        await eventually(async () =>
          expect(await values(target, meter.slug, parameters)).toEqual([expected[index]]),
        );
      }
    }
    expect(await values(target, meters[3]?.slug ?? '', { windowSize: 'MINUTE' })).toEqual([1, 3, 5, 10]);
    expect(await values(target, meters[0]?.slug ?? '', { windowSize: 'HOUR' })).toEqual([5, 5, 10]);
  });

  it('counts a missing property as one distinct value, and null not at all', async () => {
    const meter = await createMeter(target, { aggregation: 'UNIQUE_COUNT' });
    const data = [{ value: 'a' }, { value: 'a' }, { value: 5 }, { value: '5' }, {}, {}, { value: null }];
    await ingest(
      target,
      meter.eventType,
      data.map((data) => ({ time: AT, data })),
    );
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([3]));
  });

  it('takes the latest value that is none of null', async () => {
    const meter = await createMeter(target, { aggregation: 'LATEST' });
    await ingest(target, meter.eventType, [
      { time: '2025-01-01T00:00:02Z', data: { value: 2 } },
      { time: '2025-01-01T00:00:03Z', data: { value: null } },
      { time: '2025-01-01T00:00:01Z', data: { value: 1 } },
    ]);
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([2]));
  });

  it('shows group values as strings', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT', groupBy: { g: '$.g' } });
    const shown: [body: string, group: string][] = [
      ['{}', ''],
      ['{"g":null}', 'null'],
      ['{"g":{"a":1}}', ''],
      ['{"g":[1]}', ''],
      ['{"g":1.50}', '1.5'],
      ['{"g":-12345678}', '-12345678'],
      ['{"g":0.001}', '0.001'],
      ['{"g":0.0001}', '1e-04'],
      ['{"g":-0.00012}', '-0.00012'],
      ['{"g":0.00001}', '1e-05'],
      ['{"g":1.25e-7}', '1.25e-07'],
      ['{"g":5e-324}', '5e-324'],
      ['{"g":1.5e21}', '1.5e+21'],
      ['{"g":0.0}', '0'],
      ['{"g":true}', 'true'],
      ['{"g":"text"}', 'text'],
      ['{"g":"\\u00e9\\"<&>"}', 'é"<&>'],
    ];
    for (const [index, [data]] of shown.entries()) {
      const body = `{"specversion":"1.0","id":"${meter.slug}${index}","source":"c","type":"${meter.eventType}","subject":"s","time":"${AT}","data":${data}}`;
      const answer = await target.send('POST', '/api/v1/events', body, 'application/cloudevents+json');
      expect(answer.status, answer.text).toBe(204);
    }
    for (const windowSize of ['DAY', 'MINUTE']) {
      await eventually(async () => {
        const { data } = JSON.parse(await query(target, meter.slug, { windowSize, groupBy: 'g' }));
        const groups = data.flatMap((row: { value: number; groupBy: { g: string } }) =>
          Array.from({ length: row.value }, () => row.groupBy.g),
        );
        expect(groups.sort()).toEqual(shown.map(([, group]) => group).sort());
      });
    }
  });

  it('reads the JSONPaths that OpenMeter reads', async () => {
    const data = {
      a: [1, 2],
      o: { k: 3 },
      'k k': 4,
      list: [[9], { x: 1 }, 5],
      k: 6,
      '0': 7,
      uneven: [8, [9], [10, 11], { x: [12] }],
    };
    const paths: [path: string, sum: number | undefined][] = [
      ['$.a[0]', 1],
      ['$.a[1]', 2],
      ['$.a[*]', 1],
      ['$.list[*]', 5],
      ['$.o.k', 3],
      ['$["k k"]', 4],
      ["$['k']", 6],
      ['$.0', 7],
      ['$[0]', undefined],
      ['$.a', undefined],
      ['$.o[0]', undefined],
      ['$.k[0]', undefined],
      ['$.uneven[*][1]', 11],
      ['$.uneven[*].x', undefined],
      ['$.uneven[*].x[0]', 12],
      ['$.uneven[2][1]', 11],
      ['$.uneven[0][0]', undefined],
      ['$', undefined],
      ['$.missing.k', undefined],
    ];
    for (const [valueProperty, sum] of paths) {
      const meter = await createMeter(target, { valueProperty });
      await ingest(target, meter.eventType, [{ time: AT, data }]);
      await untilCounted(target, meter.eventType, 1);
      expect(await values(target, meter.slug), valueProperty).toEqual(sum === undefined ? [] : [sum]);
    }
  });
});
