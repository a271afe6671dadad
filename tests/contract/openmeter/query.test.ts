import { beforeAll, expect, it } from 'vitest';
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

describeContract('query', (target) => {
  let slug = '';
  let counts = '';

  beforeAll(async () => {
    const type = unique('query');
    const groupBy = { model: '$.model', kind: '$.kind' };
    ({ slug } = await createMeter(target, { eventType: type, groupBy }));
    ({ slug: counts } = await createMeter(target, { eventType: type, groupBy, aggregation: 'COUNT' }));
    await ingest(target, type, [
      { subject: 'a', time: '2025-01-01T10:07:30Z', data: { value: 0.1, model: 'm1', kind: 'in' } },
      { subject: 'a', time: '2025-01-01T10:08:00Z', data: { value: '2', model: 'm2', kind: 'in' } },
      { subject: 'b', time: '2025-01-01T11:00:00Z', data: { value: 3, model: 'm1', kind: 'out' } },
      { subject: 'b', time: '2025-01-02T10:07:30Z', data: { value: 4, model: 'm2', kind: 'out' } },
      { subject: 'a', time: '2025-02-10T23:59:59Z', data: { value: 5, model: 'm<&>', kind: 'in' } },
    ]);
    await eventually(async () => expect(await values(target, counts)).toEqual([5]));
  });

  it('answers to the byte as OpenMeter does', async () => {
    const parameters =
      'from=2025-01-01T00:00:00Z&to=2025-01-01T10:07:45.50Z&windowSize=MONTH&subject=a&groupBy=model';
    expect(await query(target, slug, parameters)).toBe(
      '{"data":[{"groupBy":{"model":"m1"},"subject":"a","value":0.1,"windowEnd":"2025-02-01T00:00:00Z",' +
        '"windowStart":"2025-01-01T00:00:00Z"}],"from":"2025-01-01T00:00:00Z","to":"2025-01-01T10:07:45.5Z",' +
        '"windowSize":"MONTH"}\n',
    );
    expect(await query(target, slug, 'groupBy=model&filterGroupBy[model]=m<%26>')).toBe(
      '{"data":[{"groupBy":{"model":"m\\u003c\\u0026\\u003e"},"subject":null,"value":5,' +
        '"windowEnd":"2025-02-11T00:00:00Z","windowStart":"2025-02-10T23:59:00Z"}]}\n',
    );
  });

  it('answers the SDK by GET and by POST', async () => {
    const asked = { from: new Date('2025-01-01T00:00:00Z'), to: new Date('2025-01-02T00:00:00Z') };
    const expected = {
      ...asked,
      windowSize: 'DAY',
      data: [
        { groupBy: { kind: 'in' }, subject: 'a', value: 2.1, windowStart: asked.from, windowEnd: asked.to },
      ],
    };
    const rest = { windowSize: 'DAY', subject: ['a'], groupBy: ['kind'] } as const;
    const [subject, groupBy] = [[...rest.subject], [...rest.groupBy]];
    expect(await target.client.meters.query(slug, { ...rest, ...asked, subject, groupBy })).toEqual(expected);
    expect(await target.client.meters.queryPost(slug, { ...rest, ...asked, subject, groupBy })).toEqual(
      expected,
    );
  });

  it('answers a POST of all that can be asked as the same GET, in JSON and in CSV', async () => {
    const single = {
      from: '2025-01-01T00:00:00Z',
      to: '2025-01-02T00:00:00Z',
      windowSize: 'HOUR',
      windowTimeZone: 'Asia/Kolkata',
    };
    const body = {
      ...single,
      clientId: 'program',
      subject: ['a', 'b'],
      groupBy: ['model', 'kind'],
      filterGroupBy: { model: ['m1'] },
    };
    const asked = new URLSearchParams(
      'subject=a&subject=b&groupBy=model&groupBy=kind&filterGroupBy[model]=m1',
    );
    for (const [name, value] of Object.entries(single)) asked.set(name, value);
    const path = `/api/v1/meters/${slug}/query`;
    const row = (hour: number, subject: string, value: number, kind: string) => ({
      groupBy: { kind, model: 'm1' },
      subject,
      value,
      windowStart: `2025-01-01T${hour}:00:00+05:30`,
      windowEnd: `2025-01-01T${hour + 1}:00:00+05:30`,
    });
    const { windowTimeZone: _, ...echoed } = single;
    const expected = { ...echoed, data: [row(15, 'a', 0.1, 'in'), row(16, 'b', 3, 'out')] };
    for (const accept of ['application/json', 'text/csv']) {
      const headers = { Accept: accept };
      const answer = await target.send('POST', path, body, 'application/json', headers);
      expect(answer).toMatchObject({ status: 200 });
      expect(answer.headers.get('Content-Type')).toBe(accept);
      if (accept === 'application/json') expect(JSON.parse(answer.text)).toEqual(expected);
      else expect(answer.text.split('\n')).toHaveLength(4);
      // Who asks changes nothing.
      for (const asker of ['', '&clientId=program']) {
        expect((await target.get(`${path}?${asked}${asker}`, headers)).text).toBe(answer.text);
      }
    }
  });

  it('takes the whole minutes of the first and the last event where no window is asked for', async () => {
    expect(JSON.parse(await query(target, counts, 'filterGroupBy[kind]=out'))).toEqual({
      data: [
        {
          groupBy: {},
          subject: null,
          value: 2,
          windowStart: '2025-01-01T11:00:00Z',
          windowEnd: '2025-01-02T10:08:00Z',
        },
      ],
    });
    const bounded = 'from=2025-01-01T10:07:31.25%2B00:00&to=2025-01-01T13:30:00%2B02:00';
    expect(JSON.parse(await query(target, counts, bounded)).data).toEqual([
      {
        groupBy: {},
        subject: null,
        value: 2,
        windowStart: '2025-01-01T10:07:31.25Z',
        windowEnd: '2025-01-01T13:30:00+02:00',
      },
    ]);
  });

  it.each([
    ['MINUTE', [0.1, 2, 3, 4, 5]],
    ['HOUR', [2.1, 3, 4, 5]],
    ['DAY', [5.1, 4, 5]],
    ['MONTH', [9.1, 5]],
  ])('adds up by %s', async (windowSize, expected) => {
    expect(await values(target, slug, { windowSize })).toEqual(expected);
  });

  it.each([
    ['2025-01-01T10:07:30Z', '2025-01-01T10:08:00Z', [0.1]],
    ['2025-01-01T10:07:31Z', '2025-01-01T10:08:01Z', [2]],
    ['2025-01-01T10:07:30.999Z', '2025-01-01T10:08:00.999Z', [0.1]],
    ['2025-01-01T10:07:31Z', '2025-01-01T10:08:00Z', []],
    ['2025-01-01T10:00:00Z', '2025-01-01T10:15:00Z', [2.1]],
    ['2025-01-01T10:08:00Z', '2025-01-02T10:07:31Z', [5, 4]],
  ])('counts from %s to %s, the end excluded', async (from, to, expected) => {
    expect(await values(target, slug, { from, to, windowSize: 'DAY' })).toEqual(expected);
  });

  it('filters by subjects and shows them apart', async () => {
    const { data } = JSON.parse(await query(target, slug, 'subject=a&subject=b&windowSize=MONTH'));
    const shown = data.map((row: { subject: string; value: number }) => [row.subject, row.value]);
    expect(shown.sort()).toEqual([
      ['a', 2.1],
      ['a', 5],
      ['b', 7],
    ]);
    expect(JSON.parse(await query(target, slug, 'subject=nobody')).data).toEqual([]);
    expect(JSON.parse(await query(target, slug, 'groupBy=subject')).data).toHaveLength(2);
  });

  it('filters by group values', async () => {
    const total = async (parameters: string) => (await values(target, slug, parameters))[0];
    expect(await total('filterGroupBy[model]=m1')).toBe(3.1);
    expect(await total('filterGroupBy[model]=m2&filterGroupBy[kind]=out')).toBe(4);
    expect(await total('filterGroupBy[model]=nothing')).toBeUndefined();
    expect(await total('filterGroupBy[model]=m1&windowSize=MINUTE')).toBe(0.1);
    const post = async (body: object) => {
      const answer = await target.send('POST', `/api/v1/meters/${slug}/query`, body);
      expect(answer.status, answer.text).toBe(200);
      return JSON.parse(answer.text).data[0]?.value;
    };
    expect(await post({ filterGroupBy: { model: ['m1', 'm2'] } })).toBe(9.1);
    expect(await post({ filterGroupBy: { model: [] } })).toBe(14.1);
    expect(await post({ advancedMeterGroupByFilters: { model: { $ne: 'm1' } } })).toBe(11);
    expect(await post({ advancedMeterGroupByFilters: { model: { $in: ['m1'] }, kind: { $eq: 'in' } } })).toBe(
      0.1,
    );
    expect(await post({ advancedMeterGroupByFilters: { model: { $like: 'm%' } } })).toBe(14.1);
    expect(
      await post({ advancedMeterGroupByFilters: { model: { $or: [{ $eq: 'm1' }, { $gt: 'm2z' }] } } }),
    ).toBe(8.1);
  });

  it('leaves out what is empty', async () => {
    const nothing = 'from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00Z';
    expect(await query(target, slug, `${nothing}&windowSize=DAY`)).toContain('"data":[]');
    expect(JSON.parse(await query(target, slug, nothing)).data).toEqual([]);
    expect(JSON.parse(await query(target, counts, `${nothing}&groupBy=model`)).data).toEqual([]);
    expect(JSON.parse(await query(target, counts, `${nothing}&subject=a`)).data).toEqual([]);
    expect(JSON.parse(await query(target, counts, `${nothing}&windowSize=DAY`)).data).toEqual([]);
  });

  it.each(['COUNT', 'UNIQUE_COUNT'] as const)('answers a %s of nothing with one row', async (aggregation) => {
    const meter = await createMeter(target, { aggregation });
    expect(await query(target, meter.slug)).toBe(
      '{"data":[{"groupBy":{},"subject":null,"value":0,"windowEnd":"1970-01-01T00:01:00Z",' +
        '"windowStart":"1970-01-01T00:00:00Z"}]}\n',
    );
  });

  it.each(['SUM', 'AVG', 'MIN', 'MAX', 'LATEST'] as const)(
    'answers a %s of nothing with none',
    async (aggregation) => {
      const meter = await createMeter(target, { aggregation });
      expect(await query(target, meter.slug)).toBe('{"data":[]}\n');
    },
  );

  it.each([
    ['groupBy=foo', 'validation error: invalid group by: foo'],
    ['filterGroupBy[foo]=x', 'validation error: invalid group by filter: foo'],
    ['windowTimeZone=Mars/Olympus', 'validation error: invalid time zone: '],
    ['windowTimeZone=%2B01:00', 'validation error: invalid time zone: '],
    ['windowTimeZone=utc', 'validation error: invalid time zone: unknown time zone utc'],
    ['windowTimeZone=europe/berlin', 'validation error: invalid time zone: unknown time zone europe/berlin'],
    ['windowTimeZone=CST', 'validation error: invalid time zone: unknown time zone CST'],
    ['from=2025-01-01T00:00:00Z&to=2025-01-01T01:00:00%2B01:00', 'from and to cannot be equal'],
    ['from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z', 'from must be before to'],
    ['windowSize=WEEK', 'parameter "windowSize" in query has an error'],
    ['from=yesterday', 'parameter "from" in query has an error'],
    ['to=2025-13-01T00:00:00Z', 'parameter "to" in query has an error'],
  ])('refuses %s', async (parameters, detail) => {
    const answer = await target.get(`/api/v1/meters/${slug}/query?${parameters}`);
    expect(problemDetail(answer, 400)).toContain(detail);
  });

  it('refuses the same in a body', async () => {
    const post = (body: unknown) => target.send('POST', `/api/v1/meters/${slug}/query`, body);
    for (const body of [
      { windowSize: 'WEEK' },
      { groupBy: ['foo'] },
      { filterGroupBy: { foo: ['x'] } },
      { filterGroupBy: { model: 'm1' } },
      { subject: 'a' },
      { from: 5 },
      { subject: Array.from({ length: 101 }, (_, index) => `s${index}`) },
      { groupBy: Array.from({ length: 101 }, () => 'model') },
      [],
      'no JSON',
    ]) {
      problemDetail(await post(body), 400);
    }
  });
});
