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

  // All was read at the end of the paragraph only.
  it.each([
    ['Chinese', '令牌是语言模型读写的一小段文字，通常是一个词。'],
    ['Japanese', '「トークンとは、言語モデルが読み書きする文字のまとまりです。」'],
    ['Hindi', 'टोकन पाठ का वह टुकड़ा है जिसे भाषा मॉडल पढ़ता और लिखता है। '],
    ['Urdu', 'ٹوکن متن کا وہ ٹکڑا ہے جسے زبان کا ماڈل پڑھتا اور لکھتا ہے۔ '],
    ['Arabic', 'هل تعرف ما هو الرمز الذي يقرؤه نموذج اللغة ويكتبه كل مرة؟ '],
  ])('reads whole sentences of %s while the reply grows', (_, sentence) => {
    const whole = sentence.repeat(5);
    const spoken = nextSpokenPiece(whole + sentence.slice(0, 9), 0, false);
    expect(spoken).toEqual({ piece: whole.trim(), until: whole.trimEnd().length });
  });

  it('reads what closes a sentence with it, also when it comes after', () => {
    const before = '言語モデルが読み書きする文字のまとまりです。'.repeat(5);
    const said = `${before}「はい。`;
    const first = nextSpokenPiece(said, 0, false);
    expect(first.piece).toBe(before);
    expect(nextSpokenPiece(`${said}」と`, first.until, true).piece).toBe('「はい。」と');
  });

  // The time grew with the square of the run: this took minutes.
  it('waits behind a long run of stops', () => {
    expect(nextSpokenPiece('！'.repeat(100_000), 0, false)).toEqual({ piece: '', until: 0 });
  });

  // The time grew with the square of the run: the page stood still.
  it.each([
    ['spaces', ' '],
    ['lines', '\n'],
    ['brackets', '['],
    ['links without an end', '[a]('],
  ])('comes to the end of a long run of %s', (_, piece) => {
    const spoken = nextSpokenPiece(`${piece.repeat(400_000)}end`, 0, true).piece;
    expect(spoken.slice(-3)).toBe('end');
  });

  it('reads the rest once the reply has ended', () => {
    expect(nextSpokenPiece('Yes.', 0, true)).toEqual({ piece: 'Yes.', until: 4 });
  });

  it('leaves the signs of markdown out', () => {
    const reply = '## Counts\n\n- **in**: what it [read](https://example.com)\n\n```ts\nlet a = 1\n```';
    expect(nextSpokenPiece(reply, 0, true).piece).toBe('Counts in : what it read let a = 1');
  });

  it.each([
    ['| a | b |\n|---|:-:|\n| c | d |', 'a b c d'],
    ['One.\n\n  ---\n\n  > Two.', 'One. Two.'],
    ['[a](https://example.com/?b[]=1) and ![c](d)', 'a and c'],
    ['- a\n\n  - b\n\t```sh\n\tls\n\t```', 'a b ls'],
  ])('leaves them out of %j', (reply, spoken) => {
    expect(nextSpokenPiece(reply, 0, true).piece).toBe(spoken);
  });
});
