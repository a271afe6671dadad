import type { UIMessageChunk } from 'ai';
import { describe, expect, it } from 'vitest';
import { eventStream } from './event-stream';

const delta = (text: string): UIMessageChunk => ({ type: 'text-delta', id: '1', delta: text });

/** The chunks of all events in a text; the last event, which only says that it is the last, aside. */
function chunksIn(events: string): UIMessageChunk[] {
  return events
    .split('\n\n')
    .filter((event) => event !== '' && event !== 'data: [DONE]')
    .map((event) => JSON.parse(event.slice('data: '.length)));
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('a reply as server-sent events', () => {
  it('writes every chunk in its order, and those that come at once together', async () => {
    async function* chunks(): AsyncGenerator<UIMessageChunk> {
      yield { type: 'start', messageId: 'reply' };
      yield { type: 'text-start', id: '1' };
      yield* ['Every ', 'token ', 'counts.'].map(delta);
      yield { type: 'text-end', id: '1' };
      yield { type: 'finish' };
    }
    const pieces = await all(eventStream(chunks()).body);
    expect(pieces).toHaveLength(1);
    const events = new TextDecoder().decode(pieces[0]);
    expect(events).toMatch(/data: \[DONE\]\n\n$/);
    expect(chunksIn(events)).toEqual(await all(chunks()));
  });

  it('holds no delta back while the next one is awaited', async () => {
    let come = (_: UIMessageChunk) => {};
    const rest = new Promise<UIMessageChunk>((resolve) => {
      come = resolve;
    });
    async function* chunks() {
      yield delta('First');
      yield delta(' and soon');
      yield await rest;
    }
    const decoder = new TextDecoder();
    let seen = '';
    for await (const bytes of eventStream(chunks()).body) {
      seen += decoder.decode(bytes);
      if (seen.includes('soon')) come(delta(' the rest'));
    }
    const text = chunksIn(seen).map((chunk) => (chunk.type === 'text-delta' ? chunk.delta : ''));
    expect(text.join('')).toBe('First and soon the rest');
  });

  it('reads on to the end when nobody reads it', async () => {
    let isRead = false;
    async function* chunks() {
      yield delta('Nobody ');
      yield delta('is there');
      isRead = true;
    }
    const { body, ended } = eventStream(chunks());
    await body.cancel();
    await ended;
    expect(isRead).toBe(true);
  });

  // The response was never ended, and the reply never saved.
  it('tells of a chunk that JSON can’t hold as an error, and goes on to the end', async () => {
    let isRead = false;
    async function* chunks(): AsyncGenerator<UIMessageChunk> {
      yield { type: 'tool-output-available', toolCallId: 'call-1', output: { tokens: 42n } };
      yield delta('Forty-two.');
      isRead = true;
    }
    const { body, ended } = eventStream(chunks());
    const events = new TextDecoder().decode(Buffer.concat(await all(body)));
    expect(chunksIn(events)).toEqual([
      { type: 'error', errorText: expect.stringContaining('can’t be shown or kept') },
      delta('Forty-two.'),
    ]);
    await ended;
    expect(isRead).toBe(true);
  });

  it('ends also where the chunks fail, with what had come', async () => {
    async function* chunks() {
      yield delta('Forty');
      throw new Error('lost');
    }
    const { body, ended } = eventStream(chunks());
    const failed = expect(ended).rejects.toThrow('lost');
    expect(chunksIn(new TextDecoder().decode(Buffer.concat(await all(body))))).toEqual([delta('Forty')]);
    await failed;
  });
});
