import fc from 'fast-check';
import { Tiktoken } from 'js-tiktoken/lite';
import { get_encoding } from 'tiktoken';
import { afterAll, describe, expect, it } from 'vitest';
import { type Encoding, loadEncoding } from './encoding';
import { anyOf, inChunks, nastyText } from './testing/nasty-text';
import { countText, createTextCounter } from './text-counter';

const RANK_FILES = {
  o200k_base: () => import('js-tiktoken/ranks/o200k_base'),
  cl100k_base: () => import('js-tiktoken/ranks/cl100k_base'),
};

describe.each(['o200k_base', 'cl100k_base'] as const)('counting text in %s', async (name) => {
  const encoding = await loadEncoding(name);
  const wasm = get_encoding(name);
  afterAll(() => wasm.free());
  const tiktoken = (text: string) => wasm.encode(text, [], []).length;
  const words = wordsOf(encoding);

  it('agrees with tiktoken, whatever the chunks', () => {
    fc.assert(
      fc.property(inChunks(nastyText({ maxLength: 16, words })), ({ text, chunks }) => {
        const counter = createTextCounter(encoding);
        for (const chunk of chunks) counter.push(chunk);
        expect(counter.count()).toBe(tiktoken(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with tiktoken after every chunk, as if the text ended there', () => {
    fc.assert(
      fc.property(inChunks(nastyText({ maxLength: 12, words })), ({ chunks }) => {
        const counter = createTextCounter(encoding);
        let soFar = '';
        for (const chunk of chunks) {
          counter.push(chunk);
          soFar += chunk;
          expect(counter.count()).toBe(tiktoken(soFar));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('agrees with js-tiktoken on text that both languages read the same', async () => {
    const { default: ranks } = await RANK_FILES[name]();
    const jsTiktoken = new Tiktoken(ranks);
    fc.assert(
      fc.property(nastyText({ maxLength: 16, words, forJavaScript: true }), (text) => {
        expect(countText(encoding, text)).toBe(jsTiktoken.encode(text, [], []).length);
      }),
      { numRuns: 1000 },
    );
  });

  it('agrees with tiktoken on words of the vocabulary run together', () => {
    fc.assert(
      fc.property(
        inChunks(fc.array(anyOf(words), { maxLength: 30 }).map((all) => all.join(''))),
        (sample) => {
          const counter = createTextCounter(encoding);
          for (const chunk of sample.chunks) {
            counter.push(chunk);
            counter.count();
          }
          expect(counter.count()).toBe(tiktoken(sample.text));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('agrees with tiktoken on runs without a boundary, one after the other', () => {
    const run = fc.tuple(nastyText({ maxLength: 2 }), fc.integer({ min: 1, max: 120 }));
    const runs = fc
      .array(run, { maxLength: 4 })
      .map((all) => all.map(([text, times]) => text.repeat(times)).join(''));
    fc.assert(
      fc.property(inChunks(runs), ({ text, chunks }) => {
        const counter = createTextCounter(encoding);
        for (const chunk of chunks) {
          counter.push(chunk);
          counter.count();
        }
        expect(counter.count()).toBe(tiktoken(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each(['a', '=', ' ', '\n', '的', 'ก้', '😀', 'あD', 'aB', "'s"])(
    'agrees with tiktoken on a run of %j',
    (unit) => {
      const text = unit.repeat(700);
      const counter = createTextCounter(encoding);
      for (let start = 0; start < text.length; start += 5) {
        counter.push(text.slice(start, start + 5));
        counter.count();
      }
      expect(counter.count()).toBe(tiktoken(text));
    },
  );
});

describe('createTextCounter', async () => {
  const encoding = await loadEncoding('o200k_base');

  it('counts no tokens in no text', () => {
    const counter = createTextCounter(encoding);
    counter.push('');
    expect(counter.count()).toBe(0);
  });

  it('counts the halves of a surrogate pair as one character once both are there', () => {
    const counter = createTextCounter(encoding);
    counter.push('\ud83d');
    expect(counter.count()).toBe(countText(encoding, '\ufffd'));
    counter.push('\ude00');
    expect(counter.count()).toBe(countText(encoding, '😀'));
  });

  it('counts a special token as the plain text that it is', () => {
    expect(countText(encoding, '<|endoftext|>')).toBe(7);
  });

  // 'aaaaaaaa' is a token in both encodings.
  it('counts 100,000 letters without a boundary exactly when they come at once', () => {
    expect(countText(encoding, 'a'.repeat(100_000))).toBe(100_000 / 8);
  });

  it('is a few tokens off at most when it had to cut a text without a boundary', () => {
    const counter = createTextCounter(encoding);
    for (let start = 0; start < 100_000; start += 4) {
      counter.push('aaaa');
      counter.count();
    }
    expect(Math.abs(counter.count() - 100_000 / 8)).toBeLessThan(30);
  });

  it('is exact as long as nothing follows a text that is about to be cut', () => {
    const counter = createTextCounter(encoding);
    counter.push('a'.repeat(20_000));
    expect(counter.count()).toBe(20_000 / 8);
  });
});

/** The tokens that are text of their own; the bytes of some are only parts of characters. */
function wordsOf(encoding: Encoding): string[] {
  return [...encoding.ranks.keys()]
    .map((token) => Buffer.from(token, 'latin1').toString('utf8'))
    .filter((token) => !token.includes('\ufffd'));
}
