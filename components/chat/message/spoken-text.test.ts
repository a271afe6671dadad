import { describe, expect, it } from 'vitest';
import { nextSpokenPiece } from './spoken-text';

const sentence = 'A token is the piece of text that a language model reads and writes, often a word. ';

describe('nextSpokenPiece', () => {
  it('waits for whole sentences while the reply grows', () => {
    expect(nextSpokenPiece(`${sentence}A rule of th`, 0, false)).toEqual({
      piece: sentence.trim(),
      until: sentence.trimEnd().length,
    });
  });

  it('waits while there is too little to be worth an interruption', () => {
    expect(nextSpokenPiece('Yes. ', 0, false)).toEqual({ piece: '', until: 0 });
  });

  it('reads nothing twice', () => {
    const reply = sentence + sentence;
    const first = nextSpokenPiece(reply.slice(0, sentence.length), 0, false);
    const second = nextSpokenPiece(reply, first.until, false);
    expect([first.piece, second.piece]).toEqual([sentence.trim(), sentence.trim()]);
  });

  it('reads the rest once the reply has ended', () => {
    expect(nextSpokenPiece('Yes.', 0, true)).toEqual({ piece: 'Yes.', until: 4 });
  });

  it('leaves the signs of markdown out', () => {
    const reply = '## Counts\n\n- **in**: what it [read](https://example.com)\n\n```ts\nlet a = 1\n```';
    expect(nextSpokenPiece(reply, 0, true).piece).toBe('Counts in : what it read let a = 1');
  });
});
