import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { currentTime } from './current-time';

beforeAll(() => void vi.useFakeTimers({ now: new Date('2026-11-24T12:00:00Z') }));
afterAll(() => void vi.useRealTimers());

const timeIn = (timeZone: string) =>
  currentTime.execute({ timeZone }, { toolCallId: '1', messages: [], context: {} });

it('tells the time in a time zone', () => {
  expect(timeIn('Europe/Berlin')).toEqual({
    timeZone: 'Europe/Berlin',
    local: 'Tuesday, 24 November 2026 at 13:00:00 CET',
    utc: '2026-11-24T12:00:00.000Z',
  });
});

it('says that there is no such time zone', () => {
  expect(() => timeIn('Mars/Base')).toThrow('There is no time zone “Mars/Base”.');
});
