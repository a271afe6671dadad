import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenOff, createOutput } from './output';
import { loadTokenCounter } from './token-count';

const counter = await loadTokenCounter();
const never = new AbortController().signal;

function textOutput(text: string, options: { maxTokens?: number; breaksOff?: boolean } = {}) {
  const reply = { kind: 'text', text, pace: 'normal', breaksOff: options.breaksOff ?? false } as const;
  return createOutput(reply, { counter, maxTokens: options.maxTokens ?? 1_000, tokenDelayMs: 0 });
}

async function collect(deltas: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const delta of deltas) all.push(delta);
  return all;
}

describe('an output', () => {
  it('loses nothing, whatever the text', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(text, async (text) => {
        expect((await collect(textOutput(text).deltas(never))).join('')).toBe(text);
      }),
    );
  });

  it('has a piece for about each token', async () => {
    const output = textOutput('A token, 12345 of them.\n\n- one');
    expect(await collect(output.deltas(never))).toEqual([
      'A',
      ' token',
      ',',
      ' ',
      '123',
      '45',
      ' of',
      ' them',
      '.',
      '\n\n',
      '-',
      ' one',
    ]);
  });

  it('counts exactly what it has written, at every delta', async () => {
    const output = textOutput('Tokenization is **fun**: 1234567 tokens, größer als 日本語.');
    for await (const _ of output.deltas(never))
      expect(output.tokens()).toBe(counter.countText(output.text()));
    expect(output.finish()).toBe('stop');
  });

  it('ends at its limit, within a word if need be', async () => {
    const text = 'Internationalization, internationalization and more internationalization.';
    const whole = counter.countText(text);
    for (let maxTokens = 1; maxTokens < whole; maxTokens++) {
      const output = textOutput(text, { maxTokens });
      const deltas = await collect(output.deltas(never));
      expect(deltas.join('')).toBe(output.text());
      expect(text.startsWith(output.text())).toBe(true);
      expect(output.tokens()).toBe(counter.countText(output.text()));
      expect(output.tokens()).toBe(maxTokens);
      expect(output.finish()).toBe('length');
    }
  });

  // Each character of a run of spaces was taken off alone, and all before it counted anew.
  it('ends at its limit within a long run of spaces', async () => {
    const output = textOutput(`a${' '.repeat(300_000)}b`, { maxTokens: 3 });
    expect((await collect(output.deltas(never))).join('')).toBe(output.text());
    expect(output.tokens()).toBe(3);
    expect(output.finish()).toBe('length');
  });

  it('counts the name of a tool it calls as written', async () => {
    const call = { name: 'get_weather', arguments: '{"city":"Paris"}' };
    const output = createOutput({ kind: 'tool-call', call }, { counter, maxTokens: 100, tokenDelayMs: 0 });
    expect(output.tokens()).toBe(counter.countText(call.name));
    expect((await collect(output.deltas(never))).join('')).toBe(call.arguments);
    expect(output.tokens()).toBe(counter.countText(call.name) + counter.countText(call.arguments));
    expect(output.finish()).toBe('tool_calls');
  });

  it('stops at once when the signal is aborted, even during a long pause', async () => {
    const stop = new AbortController();
    const reply = { kind: 'text', text: 'one two three', pace: 'normal', breaksOff: false } as const;
    const output = createOutput(reply, { counter, maxTokens: 100, tokenDelayMs: 3_600_000 });
    const first = output.deltas(stop.signal).next();
    stop.abort(new Error('the reader left'));
    await expect(first).rejects.toThrow('the reader left');
    expect(output.text()).toBe('');
  });

  it('breaks off after its last word where it is meant to', async () => {
    const output = textOutput('half a sen', { breaksOff: true });
    await expect(collect(output.deltas(never))).rejects.toThrow(BrokenOff);
    expect(output.text()).toBe('half a sen');
  });
});
