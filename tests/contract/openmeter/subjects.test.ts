import { expect, it } from 'vitest';
import {
  createMeter,
  describeContract,
  eventually,
  ingest,
  problemDetail,
  unique,
  untilCounted,
  values,
} from './support';

describeContract('what a meter has seen', (target) => {
  it('lists its subjects and group values', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT', groupBy: { m: '$.m' } });
    await ingest(target, meter.eventType, [
      { subject: 'a', data: { m: 'x' } },
      { subject: 'b', data: { m: 'y' } },
      { subject: 'b', data: { m: 'y' } },
      { subject: 'c', data: { m: 'old' }, time: '2025-01-01T00:00:00Z' },
    ]);
    await eventually(async () =>
      expect(await target.client.meters.listGroupByValues(meter.slug, 'm')).toEqual(['x', 'y']),
    );
    const subjects = await target.get(`/api/v1/meters/${meter.slug}/subjects`);
    expect(JSON.parse(subjects.text).sort()).toEqual(['a', 'b', 'c']);
    problemDetail(await target.get(`/api/v1/meters/${meter.slug}/group-by/nope/values`), 400);
  });

  // Subjects were those of all times, and group values only of the last 24 hours where an end was asked for.
  it('lists the subjects and group values of a part of the time', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT', groupBy: { m: '$.m' } });
    await ingest(
      target,
      meter.eventType,
      ['2025-01-01T09:59:59Z', '2025-01-01T10:00:00Z', '2025-01-01T11:30:00Z'].map((time, index) => ({
        time,
        subject: `s${index}`,
        data: { m: `m${index}` },
      })),
    );
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([3]));
    const list = async (path: string, range: Record<string, string>) => {
      const answer = await target.get(`/api/v1/meters/${meter.slug}/${path}?${new URLSearchParams(range)}`);
      expect(answer.status, answer.text).toBe(200);
      return JSON.parse(answer.text).sort();
    };
    const [from, to] = ['2025-01-01T10:00:00Z', '2025-01-01T11:30:00Z'];
    expect(await list('subjects', { from })).toEqual(['s1', 's2']);
    expect(await list('subjects', { to })).toEqual(['s0', 's1']);
    expect(await list('subjects', { from, to })).toEqual(['s1']);
    expect(await list('group-by/m/values', { from })).toEqual(['m1', 'm2']);
    expect(await list('group-by/m/values', { to })).toEqual(['m0', 'm1']);
    expect(await list('group-by/m/values', { from, to })).toEqual(['m1']);
    expect(await list('group-by/m/values', {})).toEqual([]);
  });

  // They were those of the meter's days alone, in the order of the database's language.
  it('lists what was before the eventFrom, too, in the order of bytes', async () => {
    const type = unique('type');
    const definition = { aggregation: 'COUNT', eventType: type, groupBy: { m: '$.m' } } as const;
    const meter = await createMeter(target, { ...definition, eventFrom: new Date('2025-01-01T00:00:00Z') });
    const names = ['a', 'B', 'ä', 'a b', 'ab', '\ufffd', '😀'];
    const events = names.map((name, index) => ({
      subject: name,
      data: { m: name },
      time: `${2024 + (index % 2)}-06-01T00:00:00Z`,
    }));
    await ingest(target, type, events);
    await untilCounted(target, type, names.length);
    expect(await values(target, meter.slug)).toEqual([3]);
    for (const path of ['subjects', 'group-by/m/values']) {
      const answer = await target.get(`/api/v1/meters/${meter.slug}/${path}?from=2024-01-01T00:00:00Z`);
      expect(JSON.parse(answer.text)).toEqual(['B', 'a', 'a b', 'ab', 'ä', '\ufffd', '😀']);
    }
  });

  it.each(['subjects', 'group-by/m/values'])('refuses a range of %s that is none', async (path) => {
    const { slug } = await createMeter(target, { groupBy: { m: '$.m' } });
    for (const range of ['from=nonsense', 'to=nonsense']) {
      problemDetail(await target.get(`/api/v1/meters/${slug}/${path}?${range}`), 400);
    }
  });
});
