import { expect, it } from 'vitest';
import { createMeter, describeContract, eventually, ingest, problemDetail, unique, values } from './support';

const EVENT = { specversion: '1.0', id: 'id', source: 'contract', type: 'contract', subject: 'someone' };

describeContract('ingest', (target) => {
  const post = (body: unknown, contentType: string) =>
    target.send('POST', '/api/v1/events', body, contentType);

  it('takes one event, a batch, and either of them as plain JSON', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT' });
    const event = () => ({ ...EVENT, id: unique('e'), type: meter.eventType });
    const answers = [
      await post(event(), 'application/cloudevents+json'),
      await post([event(), event()], 'application/cloudevents-batch+json'),
      await post(event(), 'application/json'),
      await post([event(), event()], 'application/json'),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 204, text: '' });
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([6]));
  });

  it('takes what the SDK sends', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT' });
    expect(await target.client.events.ingest({ type: meter.eventType, subject: 'someone' })).toBeUndefined();
    await target.client.events.ingest([
      { type: meter.eventType, subject: 'a' },
      { type: meter.eventType, subject: 'b', time: new Date('2025-01-01T00:00:00Z'), data: { x: 1 } },
    ]);
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([3]));
  });

  it('refuses other content types', async () => {
    for (const contentType of ['text/plain', 'application/xml', 'application/cloudevents']) {
      problemDetail(await post(EVENT, contentType), 400);
    }
  });

  it.each([
    ['a missing subject', { subject: undefined }, 'Error at "/subject": property "subject" is missing'],
    ['a number as subject', { subject: 5 }, 'Error at "/subject": value must be a string'],
    ['an empty id', { id: '' }, 'Error at "/id": minimum string length is 1'],
    ['a missing id', { id: undefined }, '"/id"'],
    ['a missing source', { source: undefined }, '"/source"'],
    ['a source that is no URI reference', { source: '%zz' }, '"/source"'],
    ['a missing type', { type: undefined }, '"/type"'],
    ['a missing specversion', { specversion: undefined }, '"/specversion"'],
    ['data that is a string', { data: 'text' }, '"/data"'],
    ['data that is a list', { data: [1] }, '"/data"'],
    ['a time that is none', { time: 'yesterday' }, '"/time"'],
    ['the 30th of February', { time: '2025-02-30T00:00:00Z' }, '"/time"'],
    ['a date without a time', { time: '2025-02-03' }, '"/time"'],
    ['a fraction after a comma', { time: '2025-02-03T00:00:00,5Z' }, '"/time"'],
    ['another content type of data', { datacontenttype: 'text/xml' }, '"/datacontenttype"'],
  ])('refuses %s', async (_what, change, part) => {
    const detail = problemDetail(await post({ ...EVENT, ...change }, 'application/cloudevents+json'), 400);
    expect(detail).toContain("request body has an error: doesn't match schema #/components/schemas/Event: ");
    expect(detail).toContain(part);
  });

  it.each([
    '%zz',
    'a%2',
    ':',
    '1:b',
    'é:b',
    'a b:c/d',
    'http://[::1',
    'http://[::1]x',
    'http://a:port',
    'http://a:80:x',
    '//a b/',
    'http://%41',
    'http://a|b',
    'http://us er@host',
    'http://host/%zz',
    '/path#%zz',
    'a\u007f',
  ])('refuses the source %j, which is no URI reference', async (source) => {
    const detail = problemDetail(await post({ ...EVENT, source }, 'application/cloudevents+json'), 400);
    expect(detail).toContain('Error at "/source": string doesn\'t match the format "uri-reference"');
  });

  it.each([
    '@openmeter/sdk',
    '*',
    'a/b:c',
    './1:b',
    'a:b:c',
    'urn:%zz',
    'a b',
    'é',
    'mailto:someone@example.com',
    'http://[::1]',
    'http://[::1]:8080/a',
    'http://[fe80::1%25en0]:8080',
    'http://a:',
    'http://user:pass%20word@host:80/path?query#fragment',
    'http://%C3%A9.example/',
    'http://é.example/',
    '//host/path',
    '///path',
    '/a?b=%zz',
    '#fragment',
  ])('takes the source %j', async (source) => {
    const event = { ...EVENT, id: unique('e'), source };
    expect(await post(event, 'application/cloudevents+json')).toMatchObject({ status: 204 });
  });

  it('says what is wrong to the byte as OpenMeter does', async () => {
    const answer = await post({ ...EVENT, subject: 5 }, 'application/cloudevents+json');
    expect(answer.text).toBe(
      '{"detail":"request body has an error: doesn\'t match schema #/components/schemas/Event: ' +
        'Error at \\"/subject\\": value must be a string","status":400,"title":"Bad Request","type":"about:blank"}\n',
    );
  });

  it('lets the SDK read what is wrong', async () => {
    const refused = target.client.events.ingest({ type: '', subject: 'someone' });
    await expect(refused).rejects.toMatchObject({ name: 'HTTPError', status: 400, title: 'Bad Request' });
  });

  it('refuses a whole batch for one bad event', async () => {
    const meter = await createMeter(target);
    const good = { ...EVENT, type: meter.eventType, id: unique('e'), data: { value: 10 } };
    problemDetail(await post([good, { ...good, id: 5 }], 'application/cloudevents-batch+json'), 400);
    await ingest(target, meter.eventType, [{ data: { value: 1 } }]);
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([1]));
  });

  it('takes null for time, data and their content type', async () => {
    const event = { ...EVENT, id: unique('e'), time: null, data: null, datacontenttype: null };
    expect(await post(event, 'application/cloudevents+json')).toMatchObject({ status: 204 });
  });

  it('counts the first event of an id and source, whatever the later ones say', async () => {
    const meter = await createMeter(target);
    const id = unique('e');
    await ingest(target, meter.eventType, [
      { id, data: { value: 1 } },
      { id, data: { value: 10 }, subject: 'another', time: '2025-01-01T00:00:00Z' },
    ]);
    await ingest(target, meter.eventType, [{ id, data: { value: 100 } }]);
    await ingest(target, unique('another_type'), [{ id, data: { value: 1_000 } }]);
    // When the last one counts, those before it have been looked at.
    await ingest(target, meter.eventType, [{ data: { value: 10_000 } }]);
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([10_001]));
  });

  it('takes the same id from another source', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT' });
    const event = { ...EVENT, type: meter.eventType, id: unique('e') };
    await post([event, { ...event, source: 'another' }], 'application/cloudevents-batch+json');
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([2]));
  });

  it('drops events of 1970 and before, with a 204', async () => {
    const meter = await createMeter(target);
    await ingest(target, meter.eventType, [
      { time: '0000-01-01T00:00:00Z', data: { value: 1 } },
      { time: '0001-01-01T00:00:00Z', data: { value: 1 } },
      { time: '1969-12-31T23:59:59Z', data: { value: 10 } },
      { time: '1970-06-01T00:00:00Z', data: { value: 100 } },
      { time: '2025-01-01T00:00:00Z', data: { value: 1_000 } },
    ]);
    // When the last one counts, those before it have been looked at.
    await ingest(target, meter.eventType, [{ time: '2025-01-01T00:00:00Z', data: { value: 10_000 } }]);
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([11_000]));
  });

  it('keeps the second of an instant, in UTC', async () => {
    const meter = await createMeter(target, { aggregation: 'COUNT' });
    await ingest(target, meter.eventType, [{ time: '2025-01-01T01:00:00.999+01:00' }]);
    const range = (from: string, to: string) => values(target, meter.slug, { from, to });
    await eventually(async () =>
      expect(await range('2025-01-01T00:00:00Z', '2025-01-01T00:00:01Z')).toEqual([1]),
    );
    expect(await range('2025-01-01T00:00:01Z', '2025-01-01T00:00:02Z')).toEqual([0]);
  });

  it('counts a batch of a thousand events and fifty requests of one together', async () => {
    const meter = await createMeter(target);
    const events = Array.from({ length: 1_000 }, (_, index) => ({
      time: new Date(Date.UTC(2025, 0, 1) + index * 2_592_000).toISOString(),
      data: { value: String(index) },
    }));
    await ingest(target, meter.eventType, events);
    for (const event of events.slice(0, 50)) await ingest(target, meter.eventType, [event]);
    await eventually(async () => expect(await values(target, meter.slug)).toEqual([499_500 + 1_225]));
  });
});
