import fc from 'fast-check';

/** What tokenizers get wrong: white space that JavaScript and Unicode disagree on, contractions, marks, halves of pairs. */
const NASTY = [
  ..."aAzZsStTrReEvVmMlLdD''’ſKǅʰªあ的한กำ้é",
  ...'0123456789١³½ \t\n\r\v\f=/-_.,;!?<|>({[^~`$',
  ...['\u0301', '\u0308', '\u20dd', '\u00a0', '\u1680', '\u2003', '\u2028', '\u3000', '\u200d'],
  ...["'re", "'VE", "'Ll", "'s", '\r\n', '\n\n', '   ', 'don', ' World', '<|endoftext|>', '<|im_start|>'],
  ...['𝐀', '𝟎', '😀', '👩‍💻', '\ud83d', '\ude00', '\ud835', '\udc00'],
];

/** White space in Unicode but not in JavaScript, the other way round, and the long s of `(?i:'s)`: js-tiktoken errs on these. */
const NASTY_TO_JAVASCRIPT = ['\u0085', '\ufeff', 'ſ'];

/** One of a list that may be too long to be the arguments of `fc.constantFrom`. */
export function anyOf(values: readonly string[]): fc.Arbitrary<string> {
  return fc.nat({ max: values.length - 1 }).map((index) => values[index] ?? '');
}

/** Texts over a few of the nasty characters at a time, so that these meet often. */
export function nastyText({
  maxLength,
  words = [],
  forJavaScript = false,
}: {
  maxLength: number;
  words?: readonly string[];
  forJavaScript?: boolean;
}): fc.Arbitrary<string> {
  const nasty = forJavaScript
    ? NASTY.filter((text) => !NASTY_TO_JAVASCRIPT.includes(text))
    : [...NASTY, ...NASTY_TO_JAVASCRIPT];
  // Words of a vocabulary may hold them, too.
  const plain = forJavaScript
    ? words.filter((word) => !NASTY_TO_JAVASCRIPT.some((text) => word.includes(text)))
    : words;
  const unit =
    plain.length > 0 ? fc.oneof(fc.constantFrom(...nasty), anyOf(plain)) : fc.constantFrom(...nasty);
  return fc
    .array(unit, { minLength: 1, maxLength: 6 })
    .chain((alphabet) => fc.array(fc.constantFrom(...alphabet), { maxLength }))
    .map((units) => units.join(''));
}

/** A text, and the chunks it arrives in. */
export function inChunks(texts: fc.Arbitrary<string>): fc.Arbitrary<{ text: string; chunks: string[] }> {
  return fc
    .tuple(texts, fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 }))
    .map(([text, lengths]) => {
      const chunks: string[] = [];
      for (let start = 0; start < text.length; ) {
        const length = lengths[chunks.length % lengths.length] ?? 1;
        chunks.push(text.slice(start, start + length));
        start += length;
      }
      return { text, chunks };
    });
}
