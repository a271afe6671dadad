import { beforeEach, expect, it, vi } from 'vitest';
import type { Question } from './colours';
import { highlight } from './highlighter';

const LINE = [[5, 'red']] as const;

let workers: FakeWorker[];

class FakeWorker extends EventTarget {
  asked: Question[] = [];
  terminate = vi.fn();

  constructor() {
    super();
    workers.push(this);
  }

  postMessage(question: Question) {
    this.asked.push(question);
    if (question.type !== 'lines') return;
    const answer = { id: question.id, lines: question.lines.map(() => LINE) };
    this.dispatchEvent(new MessageEvent('message', { data: answer }));
  }
}

beforeEach(() => {
  workers = [];
  vi.stubGlobal('Worker', FakeWorker);
});

// Until the page was loaded anew, no code had colours.
it('colours the next code with another worker when one has failed, and asks no more about what that had', () => {
  const [before, after] = [vi.fn(), vi.fn()];
  const first = highlight('go', before);
  first.push(['a']);
  workers[0]?.dispatchEvent(new Event('error'));
  expect(workers[0]?.terminate).toHaveBeenCalledOnce();
  // The next worker does not know what came before these.
  first.push(['b']);
  first.end();
  expect(workers).toHaveLength(1);
  highlight('go', after).push(['c']);
  expect(workers).toHaveLength(2);
  expect(before.mock.calls).toEqual([[[LINE]]]);
  expect(after.mock.calls).toEqual([[[LINE]]]);
});
