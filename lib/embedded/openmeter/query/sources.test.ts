import { expect, it } from 'vitest';
import { sourcesOf } from './sources';

const at = (time: string) => Date.parse(`2025-01-0${time}:00Z`) / 1_000;
const range = (from: string, to: string) => ({ from: at(from), to: at(to) });
const grid = (offsetHours: number) => [
  { ...range('1T00:00', '9T00:00'), offsetSeconds: offsetHours * 3_600 },
];

it('reads whole hours where it can', () => {
  expect(sourcesOf(range('1T00:00', '3T00:00'), 'DAY', grid(1))).toEqual({
    hours: [range('1T00:00', '3T00:00')],
    quarters: [],
    events: [],
  });
});

it('reads quarters and events where the range begins and ends within an hour', () => {
  expect(sourcesOf(range('1T00:10', '1T05:40'), 'DAY', grid(0))).toEqual({
    hours: [range('1T01:00', '1T05:00')],
    quarters: [range('1T00:15', '1T01:00'), range('1T05:00', '1T05:30')],
    events: [range('1T00:10', '1T00:15'), range('1T05:30', '1T05:40')],
  });
});

it('reads no quarters where one window is asked for, since it needs the first and the last event', () => {
  expect(sourcesOf(range('1T00:10', '1T05:30'), undefined, [])).toEqual({
    hours: [range('1T01:00', '1T05:00')],
    quarters: [],
    events: [range('1T00:10', '1T01:00'), range('1T05:00', '1T05:30')],
  });
});

it('reads quarters where midnight is within an hour', () => {
  expect(sourcesOf(range('1T12:00', '2T12:00'), 'DAY', grid(5.5))).toEqual({
    hours: [range('1T12:00', '1T18:00'), range('1T19:00', '2T12:00')],
    quarters: [range('1T18:00', '1T19:00')],
    events: [],
  });
});

it('reads quarters for the hours of a zone that is half an hour off', () => {
  expect(sourcesOf(range('1T12:00', '2T12:00'), 'HOUR', grid(5.75))).toEqual({
    hours: [],
    quarters: [range('1T12:00', '2T12:00')],
    events: [],
  });
});

it('reads events where an offset is no multiple of a quarter', () => {
  const { quarters, events } = sourcesOf(range('1T12:00', '2T12:00'), 'DAY', grid(-0.75 + 0.5 / 60));
  expect(events).toEqual([range('2T00:30', '2T00:45')]);
  expect(quarters).toEqual([range('2T00:00', '2T00:30'), range('2T00:45', '2T01:00')]);
});

it('reads nothing of an empty range', () => {
  const nothing = { hours: [], quarters: [], events: [] };
  expect(sourcesOf(range('2T00:00', '1T00:00'), undefined, [])).toEqual(nothing);
  expect(sourcesOf(range('2T00:00', '1T00:00'), 'DAY', grid(5.5))).toEqual(nothing);
});
