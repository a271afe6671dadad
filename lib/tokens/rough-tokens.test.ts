import { expect, it } from 'vitest';
import { loadEncoding } from './encoding';
import { roughTokensOf } from './rough-tokens';
import { countText } from './text-counter';

const encoding = await loadEncoding('o200k_base');

// By characters, Chinese and tables of digits were counted at a third of what they have.
it.each([
  ['English', 'A token is a piece of text that a language model reads and writes, often a word.'],
  ['Chinese', '令牌是语言模型读写文字的最小单位，通常是一个词。价格按照输入和输出的数量计算。'],
  ['Chinese of Taiwan', '請問臺灣的颱風季節什麼時候結束？我們打算於十月環島旅遊，並參觀故宮博物院。'],
  ['Japanese', 'トークンとは、言語モデルが読み書きする文字のまとまりです。料金は数で決まります。'],
  ['Korean', '토큰은 언어 모델이 읽고 쓰는 글의 조각으로, 흔히 한 단어입니다.'],
  ['Russian', 'Токен — это кусочек текста, который языковая модель читает и пишет.'],
  ['a table', '12.50,33.10,48.07,1999,2024-05-17,0.3391\n1234567,889911,0.00213,3,4,5\n'],
])('the rough count of %s is near the exact one', (_, piece) => {
  const text = piece.repeat(50);
  const exact = countText(encoding, text);
  expect(roughTokensOf(text)).toBeGreaterThan(exact * 0.6);
  expect(roughTokensOf(text)).toBeLessThan(exact * 1.8);
});
