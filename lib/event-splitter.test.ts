import { describe, expect, it } from 'vitest';
import { EventSplitter } from './event-splitter';

function split(chunks: string[]) {
  const splitter = new EventSplitter();
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

const STREAMS = {
  'line feeds': 'data: {"a":1}\n\nevent: x\ndata: two\ndata: lines\n\n: ping\n\ndata: [DONE]\n\n',
  'carriage returns and line feeds':
    'data: {"a":1}\r\n\r\nevent: x\r\ndata: two\r\ndata:lines\r\n\r\n: ping\r\n\r\ndata: [DONE]\r\n\r\n',
};

describe('the splitter of server-sent events', () => {
  it.each(Object.entries(STREAMS))('finds the same events wherever the stream is cut (%s)', (_, stream) => {
    const data = ['{"a":1}', 'two\nlines', '', '[DONE]'];
    expect(split([stream]).map((event) => event.data)).toEqual(data);
    expect(split([...stream]).map((event) => event.data)).toEqual(data);
    for (let cut = 1; cut < stream.length; cut++) {
      const events = split([stream.slice(0, cut), stream.slice(cut)]);
      expect(events.map((event) => event.data)).toEqual(data);
      expect(events.map((event) => event.raw).join('')).toBe(stream);
    }
  });

  it('gives an event as soon as it is whole', () => {
    const splitter = new EventSplitter();
    expect(splitter.push('data: 1\n')).toEqual([]);
    expect(splitter.push('\ndata: 2')).toEqual([{ raw: 'data: 1\n\n', data: '1' }]);
  });

  // What follows would be read as the rest of the event.
  it.each(['', '\n', '\r', '\r\n'])(
    'ends the last event with the blank line that it lacks (after %j)',
    (end) => {
      for (const data of ['{"a":2}', '[DONE]']) {
        expect(split([`data: 1\n\nevent: x\ndata: ${data}${end}`])).toEqual([
          { raw: 'data: 1\n\n', data: '1' },
          { raw: `event: x\ndata: ${data}\n\n`, data },
        ]);
      }
    },
  );

  it.each(['dat', 'data: {"a":', 'data: [DO', ': ping', 'event: x\n'])(
    'drops half an event at the end: %j',
    (half) => {
      expect(split([`data: 1\n\n${half}`])).toEqual([{ raw: 'data: 1\n\n', data: '1' }]);
    },
  );
});
