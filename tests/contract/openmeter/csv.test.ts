import { expect, it } from 'vitest';
import { createMeter, describeContract, eventually, ingest, untilCounted } from './support';

describeContract('CSV', (target) => {
  it('has a row for each window and group', async () => {
    const { slug, eventType } = await createMeter(target, { groupBy: { model: '$.model', kind: '$.kind' } });
    await ingest(target, eventType, [
      { subject: 'a', time: '2025-01-01T10:07:30Z', data: { value: 0.1, model: 'm1', kind: 'in' } },
      { subject: 'a', time: '2025-01-01T10:08:00Z', data: { value: '2', model: 'm2', kind: 'in' } },
      { subject: 'b', time: '2025-01-01T11:00:00Z', data: { value: 7, model: 'm1', kind: 'out' } },
      { subject: 'a', time: '2025-02-10T23:59:59Z', data: { value: 5, model: 'm<&>', kind: 'in' } },
    ]);
    await untilCounted(target, eventType, 4);
    const csv = (parameters: string) =>
      target.get(`/api/v1/meters/${slug}/query?${parameters}`, { Accept: 'text/csv' });
    const answer = await csv('windowSize=MONTH&groupBy=subject&groupBy=model&filterGroupBy[kind]=in');
    expect(answer.headers.get('Content-Type')).toBe('text/csv');
    expect(answer.headers.get('Content-Disposition')).toBe(`attachment; filename=${slug}.csv`);
    const [header, ...rows] = answer.text.split('\n');
    expect(header).toBe('window_start,window_end,subject,model,value');
    expect(rows.sort()).toEqual([
      '',
      '2025-01-01T00:00:00Z,2025-02-01T00:00:00Z,a,m1,0.100000',
      '2025-01-01T00:00:00Z,2025-02-01T00:00:00Z,a,m2,2.000000',
      '2025-02-01T00:00:00Z,2025-03-01T00:00:00Z,a,m<&>,5.000000',
    ]);
    expect((await csv('windowSize=MONTH')).text).toBe(
      'window_start,window_end,value\n' +
        '2025-01-01T00:00:00Z,2025-02-01T00:00:00Z,9.100000\n' +
        '2025-02-01T00:00:00Z,2025-03-01T00:00:00Z,5.000000\n',
    );
  });

  // Multiplied by a million, big values lost the digit that decides.
  it.each([
    [2 ** 40 + 2 ** -7, '1099511627776.007812'],
    [2 ** 40 + 3 * 2 ** -7, '1099511627776.023438'],
    [-(2 ** 40) - 2 ** -7, '-1099511627776.007812'],
    [0.0000005, '0.000000'],
    [0.00000051, '0.000001'],
    [0.9999999, '1.000000'],
    [1e21, '1000000000000000000000.000000'],
  ])('writes %d as %s', async (value, written) => {
    const meter = await createMeter(target);
    await ingest(target, meter.eventType, [{ time: '2025-01-01T00:00:00Z', data: { value } }]);
    await eventually(async () => {
      const path = `/api/v1/meters/${meter.slug}/query?windowSize=DAY`;
      expect((await target.get(path, { Accept: 'text/csv' })).text).toContain(`Z,${written}\n`);
    });
  });

  it('quotes fields that begin with what Go calls a space', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT' });
    const subjects = ['\u0085x', '\u00a0x'];
    const time = '2025-01-01T00:00:00Z';
    await ingest(
      target,
      meter.eventType,
      subjects.map((subject) => ({ subject, time })),
    );
    await eventually(async () => {
      const path = `/api/v1/meters/${meter.slug}/query?groupBy=subject&windowSize=DAY`;
      const { text } = await target.get(path, { Accept: 'text/csv' });
      for (const subject of subjects) expect(text).toContain(`,"${subject}",1.000000\n`);
    });
  });

  it('quotes as Go does', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT' });
    await ingest(target, meter.eventType, [{ subject: 'a,"b"\nc', time: '2025-01-01T00:00:00Z' }]);
    await eventually(async () => {
      const path = `/api/v1/meters/${meter.slug}/query?groupBy=subject&windowSize=DAY`;
      expect((await target.get(path, { Accept: 'text/csv' })).text).toContain(',"a,""b""\nc",1.000000\n');
    });
  });
});
