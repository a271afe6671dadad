import { setImmediate as othersTurn } from 'node:timers/promises';
import { takingTurns } from '../turns';
import type { Encoding } from './encoding';
import { LONG_PIECE_BYTES, pieceCounter, utf8 } from './piece-counter';
import { pieceEnd } from './pieces';

/** How much is counted at a stretch: some 10 to 20 ms. */
const SLICE_BYTES = 64 * 1024;
/** Each slice of this process has its own pause: were they counted side by side, others would wait for one of each text. */
const inTurn = takingTurns(1);
/** So many times as long takes what has no boundary. */
const LONG_PIECE_COST = 8;

/**
 * The tokens of complete texts together, each exactly as OpenAI counts it. Between slices of long ones, however many are
 * counted at the same time, the process turns to its other work. It gives up once it has counted more than `mostTokens`:
 * then the whole has at least as many as are returned.
 */
export async function countTexts(
  encoding: Encoding,
  texts: Iterable<string>,
  mostTokens = Infinity,
): Promise<number> {
  let tokens = 0;
  let sliceBytes = 0;
  for (const text of texts) {
    for (const part of countParts(encoding, text)) {
      tokens += part.tokens;
      sliceBytes += part.costBytes;
      if (sliceBytes < SLICE_BYTES) continue;
      if (tokens > mostTokens) return tokens;
      sliceBytes = 0;
      await inTurn(() => othersTurn());
    }
  }
  return tokens;
}

/** What the parts of a text add to its tokens, and how many bytes of usual text are counted in the same time. */
function* countParts(encoding: Encoding, text: string): Generator<{ tokens: number; costBytes: number }> {
  const countPiece = pieceCounter(encoding);
  let end = 0;
  for (let start = 0; start < text.length; start = end) {
    end = pieceEnd(encoding, text, start);
    const bytes = utf8(text.slice(start, end));
    if (bytes.length < LONG_PIECE_BYTES) {
      yield { tokens: countPiece(bytes, start), costBytes: bytes.length };
      continue;
    }
    let [length, counted] = [0, 0];
    while (length < bytes.length) {
      const beginning = bytes.slice(0, length + SLICE_BYTES / LONG_PIECE_COST);
      const tokens = countPiece(beginning, start);
      yield { tokens: tokens - counted, costBytes: (beginning.length - length) * LONG_PIECE_COST };
      [length, counted] = [beginning.length, tokens];
    }
  }
}
