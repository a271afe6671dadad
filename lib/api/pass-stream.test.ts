import { eq } from 'drizzle-orm';
import { Stream } from 'openai/streaming';
import { expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf } from '@/tests/support/metering';
import { ledgerEntries } from '../db/schema';
import { recover } from '../metering/recover';
import { COMPLETED, COUNTS, chunk, DONE, delta, END, openStream } from './testing/stream';

describeOnDatabases('a stream on its way to the caller', (db) => {
  const open = (options?: Parameters<typeof openStream>[1]) => openStream(db(), options);

  it('keeps its bytes and its type, but the counts that nobody asked for', async () => {
    const { response, send, end, bill } = await open();
    send(': hello\n\n', chunk('one'), chunk(' two'), END, COUNTS, DONE);
    end();
    expect(await response.text()).toBe([': hello\n\n', chunk('one'), chunk(' two'), END, DONE].join(''));
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await bill()).toMatchObject([{ basis: 'exact', uncachedTokens: 3, outputTokens: 2 }]);
  });

  it('is the same, however upstream’s pieces are cut', async () => {
    const { response, send, end } = await open();
    const events = chunk('für € 🎉') + END + DONE;
    for (const byte of new TextEncoder().encode(events)) send(Uint8Array.of(byte));
    end();
    expect(await response.text()).toBe(events);
  });

  it.each([
    ['shows its end only when it is billed', { choices: 1, ending: 'finish_reason' }],
    ['is the same where two choices are asked for and upstream knows one', { choices: 2, ending: '[DONE]' }],
  ])('%s', async (_, { choices, ending }) => {
    const { generation, response, send, end } = await open({ choices });
    send(chunk('one'), END, COUNTS, DONE);
    end();
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      if (!decoder.decode(part).includes(ending)) continue;
      const billed = await db()
        .select()
        .from(ledgerEntries)
        .where(eq(ledgerEntries.generationId, generation.id));
      expect(billed).toHaveLength(1);
    }
    expect.assertions(1);
  });

  it('begins before it is billed, also when all of it came at once, as far as may be lost with the process', async () => {
    const { response, send, end, bill } = await open();
    const words = Array<string>(40).fill(chunk(' word'));
    send([...words, END, DONE].join(''));
    end();
    const decoder = new TextDecoder();
    const parts: string[] = [];
    for await (const part of response.body ?? []) parts.push(decoder.decode(part));
    expect(parts).toEqual([words.slice(0, 31).join(''), words.slice(31).join('') + END + DONE]);
    expect(await bill()).toMatchObject([{ outcome: 'complete', outputTokens: 40 }]);
  });

  it('is read to its end, and billed exactly, when nobody reads it', async () => {
    const { response, ended, send, end, bill } = await open();
    await response.body?.cancel();
    send(chunk('one'), END, COUNTS, DONE);
    end();
    await ended;
    expect(await bill()).toMatchObject([{ outcome: 'complete', basis: 'exact', outputTokens: 2 }]);
  });

  it('is ended at upstream the moment it is stopped, and billed as far as it had come', async () => {
    const { response, stop, ended, send, bill, isCancelled } = await open();
    send(chunk('one'));
    await response.body?.getReader().read();
    stop.abort();
    expect(isCancelled()).toBe(true);
    await ended;
    expect(await bill()).toMatchObject([{ outcome: 'stopped', basis: 'estimated', outputTokens: 1 }]);
  });

  it.each(['breakOff', 'end'] as const)(
    'ends with an error when upstream’s ended too soon (%s)',
    async (how) => {
      const stream = await open();
      stream.send(chunk('one'));
      await expect.poll(() => stream.generation.tally.outputTokens).toBe(1);
      stream[how]();
      const received = await stream.response.text();
      expect(received.startsWith(chunk('one'))).toBe(true);
      expect(received).toContain('"code":"upstream_broke_off"');
      expect(await stream.bill()).toMatchObject([{ outcome: 'failed', basis: 'estimated', outputTokens: 1 }]);
    },
  );

  /** What OpenAI's own client reads of it, and by which error it ends. */
  async function readByClient(response: Response): Promise<{ events: unknown[]; error?: unknown }> {
    const events: unknown[] = [];
    try {
      for await (const event of Stream.fromSSEResponse(response, new AbortController())) events.push(event);
    } catch (error) {
      return { events, error };
    }
    return { events };
  }

  // The error was glued to the half event, and the client found broken JSON.
  it.each([
    ['chat', chunk('one'), 'data: {"id":"chatcmpl-1","choices":[{"del'],
    ['chat', chunk('one'), 'da'],
    ['responses', delta('one'), 'event: response.output_text.delta\ndata: {"type":"response.outp'],
    ['responses', delta('one'), 'event: response.output_text.delta\n'],
  ] as const)(
    'ends with an error that the client reads when upstream ends within an event: %s',
    async (api, event, half) => {
      const { response, send, end, bill } = await open({ api });
      send(event, half);
      end();
      const { events, error } = await readByClient(response);
      expect(events).toHaveLength(1);
      expect(error).toMatchObject({
        code: 'upstream_broke_off',
        message: expect.stringContaining('broke off'),
      });
      expect(await bill()).toMatchObject([{ outcome: 'failed', basis: 'estimated', outputTokens: 1 }]);
    },
  );

  it.each([
    ['chat', chunk('one'), chunk(' two')],
    ['responses', delta('one'), delta(' two')],
  ] as const)('delivers and bills a last event without its blank line: %s', async (api, event, last) => {
    const { response, send, end, bill } = await open({ api });
    send(event, last.trimEnd());
    end();
    const { events, error } = await readByClient(response);
    expect(events).toHaveLength(2);
    expect(error).toMatchObject({ code: 'upstream_broke_off' });
    expect(await bill()).toMatchObject([{ outcome: 'failed', outputTokens: 2 }]);
  });

  it.each([
    ['chat', END + COUNTS],
    ['responses', COMPLETED],
  ] as const)('is whole without the blank line of its last event: %s', async (api, ending) => {
    const { response, send, end, bill } = await open({ api });
    send(ending.trimEnd());
    end();
    expect(await readByClient(response)).toMatchObject({ events: [{}] });
    expect(await bill()).toMatchObject([{ outcome: 'complete', basis: 'exact', outputTokens: 2 }]);
  });

  it.each(['breakOff', 'stop'] as const)(
    'is not whole when it ends between two choices (%s)',
    async (how) => {
      const stream = await open({ choices: 2 });
      stream.send(chunk('one'), END);
      await expect.poll(() => stream.generation.tally.outputTokens).toBe(1);
      if (how === 'stop') stream.stop.abort();
      else stream.breakOff();
      await stream.ended;
      expect(await stream.bill()).toMatchObject([{ outcome: how === 'stop' ? 'stopped' : 'failed' }]);
    },
  );

  // It ended like one that was stopped: nothing said that it was no whole reply.
  it.each([
    ['chat', chunk(' word')],
    ['responses', delta(' word')],
  ] as const)(
    'that another process took for dead ends with an error, without what is on no bill: %s',
    async (api, word) => {
      const { response, send, bill } = await open({ api });
      await recover(db(), { silentMs: () => 0 });
      send(word.repeat(40));
      const received = await response.text();
      expect(received.split(word).length - 1).toBeLessThan(32);
      expect(received).toContain('"code":"reply_lost"');
      expect(received).not.toContain('[DONE]');
      expect(await bill()).toMatchObject([{ outcome: 'failed', basis: 'estimated', outputTokens: 0 }]);
    },
  );

  // It waited for that, behind some servers for five minutes.
  it.each([
    ['chat', chunk('one') + END + COUNTS + DONE],
    ['responses', delta('one') + COMPLETED],
  ] as const)('ends though upstream leaves the connection open: %s', async (api, events) => {
    const { response, send, bill, isCancelled } = await open({ api });
    send(events);
    expect(await response.text()).toBe(events.replace(COUNTS, ''));
    expect(await bill()).toMatchObject([{ outcome: 'complete', basis: 'exact', outputTokens: 2 }]);
    await expect.poll(isCancelled).toBe(true);
  });

  it('leaves upstream the time to end it, so that the connection is used again', async () => {
    const { response, send, end, isCancelled } = await open();
    // That time is not up while the books are slow.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    send(chunk('one') + END + DONE);
    await response.text();
    end();
    expect(isCancelled()).toBe(false);
  });

  // It was held back to its end, and never saved.
  it('is passed on as it comes, and saved, where every chunk has a finish_reason', async () => {
    const { generation, response, send, end, bill } = await open();
    const checkpoint = vi.spyOn(generation, 'checkpoint');
    const words = Array<string>(40).fill(chunk(' word').replace('}]}', ',"finish_reason":"stop"}]}'));
    const [first = '', ...rest] = words;
    send(first, first);
    const reader = response.body?.getReader();
    const read = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await read()).toBe(first);
    send(rest.slice(1).join(''), DONE);
    end();
    let text = first;
    for (let piece = await read(); piece !== ''; piece = await read()) text += piece;
    expect(text).toBe(words.join('') + DONE);
    expect(checkpoint).toHaveBeenCalledOnce();
    expect(await bill()).toMatchObject([{ outcome: 'complete', outputTokens: 40 }]);
  });

  // It was told as broken off, after its [DONE].
  it('is complete when some output comes after the end of its choice', async () => {
    const { response, send, end, bill } = await open();
    send(chunk('one') + END + chunk('two') + DONE);
    end();
    expect(await response.text()).toBe(chunk('one') + END + chunk('two') + DONE);
    expect(await bill()).toMatchObject([{ outcome: 'complete' }]);
  });

  it('holds nothing any more when it has ended', async () => {
    const { userId, response, send, end } = await open();
    send(END, DONE);
    end();
    await response.text();
    expect(await booksOf(db(), userId)).toMatchObject({ balance: { heldPico: 0n }, events: [{}] });
  });
});
