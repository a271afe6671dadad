import { expect, it } from 'vitest';
import {
  createMeter,
  describeContract,
  eventually,
  ingest,
  problemDetail,
  unique,
  untilCounted,
} from './support';

describeContract('list of events', (target) => {
  const list = async (parameters: Record<string, string>) => {
    const answer = await target.get(`/api/v1/events?${new URLSearchParams(parameters)}`);
    expect(answer.status, answer.text).toBe(200);
    return JSON.parse(answer.text);
  };
  const agoIso = (seconds: number) => `${new Date(Date.now() - seconds * 1_000).toISOString().slice(0, 19)}Z`;

  it('shows the newest first, as they were sent', async () => {
    const meter = await createMeter(target);
    const subject = unique('subject');
    const [times, border] = [[agoIso(20), agoIso(10), agoIso(30)], agoIso(15)];
    await ingest(
      target,
      meter.eventType,
      times.map((time, index) => ({ id: `${subject}_${index}`, subject, time, data: { value: index } })),
    );
    await eventually(async () => {
      const events = await list({ subject });
      expect(events.map((item: { event: { id: string } }) => item.event.id)).toEqual([
        `${subject}_1`,
        `${subject}_0`,
        `${subject}_2`,
      ]);
      expect(events[0]).toEqual({
        event: {
          specversion: '1.0',
          id: `${subject}_1`,
          source: 'contract',
          type: meter.eventType,
          subject,
          datacontenttype: 'application/json',
          time: times[1],
          data: { value: 1 },
        },
        ingestedAt: expect.any(String),
        storedAt: expect.any(String),
      });
    });
    expect(await list({ subject, limit: '2' })).toHaveLength(2);
    expect(await list({ id: subject.slice(3) })).toHaveLength(3);
    expect(await list({ subject: subject.slice(0, -1) })).toHaveLength(0);
    expect(await list({ subject, from: border })).toHaveLength(1);
    expect(await list({ subject, to: border })).toHaveLength(2);
    expect(await target.client.events.list({ subject, limit: 1 })).toHaveLength(1);
  });

  it('shows 100 where no number is asked for', async () => {
    const subject = unique('subject');
    await ingest(
      target,
      subject,
      Array.from({ length: 101 }, () => ({ subject })),
    );
    await untilCounted(target, subject, 101);
    expect(await list({ subject })).toHaveLength(100);
    expect(await list({ subject, limit: '99' })).toHaveLength(99);
  });

  it('shows the keys of data in alphabetical order, however deep they are', async () => {
    const subject = unique('subject');
    await ingest(target, subject, [
      { subject, data: { zz: 1, b: [{ long: 1, a: { d: null, cc: 'x' } }], aaa: 2 } },
    ]);
    await eventually(async () => {
      const { text } = await target.get(`/api/v1/events?subject=${subject}`);
      expect(text).toContain('"data":{"aaa":2,"b":[{"a":{"cc":"x","d":null},"long":1}],"zz":1}');
    });
  });

  it.each([
    [null, 'invalid event: null and missing value property'],
    [{}, 'invalid event: missing value property: "$.value"'],
    [{ value: null }, 'invalid event: value cannot be null'],
    [{ value: 'NaN' }, 'invalid event: value cannot be NaN'],
    [{ value: '-Inf' }, 'invalid event: value cannot be infinity'],
    [{ value: 'abc' }, 'invalid event: value cannot be parsed as float64: abc'],
    [{ value: ' 1' }, 'invalid event: value cannot be parsed as float64:  1'],
    [{ value: true }, 'invalid event: unsupported value property type: bool'],
    [{ value: {} }, 'invalid event: unsupported value property type: map[string]interface {}'],
    [{ value: [1] }, 'invalid event: unsupported value property type: []interface {}'],
    [{ value: '+NaN' }, 'invalid event: value cannot be parsed as float64: +NaN'],
    [{ value: '1__0' }, 'invalid event: value cannot be parsed as float64: 1__0'],
    [{ value: '1_.5' }, 'invalid event: value cannot be parsed as float64: 1_.5'],
    [{ value: '1_0e400' }, 'invalid event: value cannot be parsed as float64: 1_0e400'],
    [{ value: '1e3' }, undefined],
    // Go takes what the sums don't.
    [{ value: '1_000' }, undefined],
    [{ value: '-1_23.50_0_0e+1_2' }, undefined],
  ])('says of the data %j: %s', async (data, validationError) => {
    const meter = await createMeter(target);
    const subject = unique('subject');
    await ingest(target, meter.eventType, [{ subject, data }]);
    await eventually(async () => {
      const [item] = await list({ subject });
      expect(item).toBeDefined();
      expect(item.validationError).toBe(validationError);
    });
  });

  it('says it once for every meter, and that there is none', async () => {
    const meter = await createMeter(target, { valueProperty: '$.a' });
    await createMeter(target, { valueProperty: '$.b', eventType: meter.eventType });
    await createMeter(target, { aggregation: 'COUNT', eventType: meter.eventType });
    const subject = unique('subject');
    await ingest(target, meter.eventType, [{ subject, data: {} }]);
    const lonely = unique('lonely');
    await ingest(target, lonely, [{ subject: lonely }]);
    await eventually(async () => {
      const [item] = await list({ subject });
      expect(item?.validationError.split('\n').sort()).toEqual([
        'invalid event: missing value property: "$.a"',
        'invalid event: missing value property: "$.b"',
      ]);
      expect((await list({ subject: lonely }))[0]?.validationError).toBe(
        `no meter found for event type: ${lonely}`,
      );
    });
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=many',
    'from=then',
    'from=2020-01-01T00:00:00Z',
    'from=2999-01-02T00:00:00Z&to=2999-01-01T00:00:00Z',
  ])('refuses %s', async (parameters) => {
    problemDetail(await target.get(`/api/v1/events?${parameters}`), 400);
  });

  // The parameter was passed over, and the answer was the events of everybody.
  it('refuses customers that it does not know', async () => {
    const detail = problemDetail(await target.get('/api/v1/events?customerId=nobody&customerId=noone'), 400);
    expect(detail).toMatch(/customers not found in namespace \S+: nobody, noone/);
  });
});
