import { beforeAll, expect, it, vi } from 'vitest';
import type { Answer, Question } from './colours';

vi.mock('@shikijs/langs/go', () => {
  throw new Error('It could not be loaded.');
});

let tell: (answer: Answer) => void;
let ask: (question: Question) => void;

beforeAll(async () => {
  vi.stubGlobal('postMessage', (answer: Answer) => tell(answer));
  vi.stubGlobal('addEventListener', (_: string, listen: (event: { data: Question }) => void) => {
    ask = (data) => listen({ data });
  });
  await import('./highlighter.worker');
});

/** @returns the answers to these questions, of which each has one */
function askAll(questions: Question[]): Promise<Answer[]> {
  const told: Answer[] = [];
  return new Promise((resolve) => {
    tell = (answer) => {
      if (told.push(answer) === questions.length) resolve(told);
    };
    for (const question of questions) ask(question);
  });
}

// It took the colours from all code that came after.
it('leaves code without colours whose grammar can’t be loaded, says so once, and colours the other', async () => {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  const told = await askAll([
    { type: 'lines', id: 1, language: 'go', lines: ['package main', ''] },
    { type: 'lines', id: 1, language: 'go', lines: ['func main() {}'] },
    { type: 'lines', id: 2, language: 'json', lines: ['{"a": 1}'] },
  ]);
  expect(told.slice(0, 2)).toEqual([
    { id: 1, lines: [[], []] },
    { id: 1, lines: [[]] },
  ]);
  expect(told[2]?.lines[0]?.length).toBeGreaterThan(1);
  expect(error).toHaveBeenCalledOnce();
});
