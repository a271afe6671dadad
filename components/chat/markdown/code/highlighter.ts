import type { Answer, ColouredLine, Question } from './colours';
import type { Language } from './languages';

/** A piece of code that is coloured line by line, as it comes. */
export interface Highlighting {
  /** Goes on with these lines. */
  push(lines: readonly string[]): void;
  end(): void;
}

let worker: Worker | undefined;
let lastId = 0;
const readers = new Map<number, (lines: readonly ColouredLine[]) => void>();

/**
 * Begins to colour a piece of code, on a thread of its own: a long one would take many times what a frame has. What does
 * that is loaded when first needed; code without colours can be read as well.
 *
 * @param onLines is given the next lines, in order
 */
export function highlight(
  language: Language,
  onLines: (lines: readonly ColouredLine[]) => void,
): Highlighting {
  const id = ++lastId;
  readers.set(id, onLines);
  return {
    push(lines) {
      if (readers.has(id)) ask({ type: 'lines', id, language, lines });
    },
    end() {
      if (readers.delete(id)) ask({ type: 'end', id });
    },
  };
}

function ask(question: Question): void {
  worker ??= start();
  worker.postMessage(question);
}

function start(): Worker {
  const started = new Worker(new URL('./highlighter.worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data: { id, lines } }: MessageEvent<Answer>) =>
    readers.get(id)?.(lines),
  );
  // It could not be loaded, or is broken, of which the browser tells the console. The code that it was colouring stays
  // as it is; for the next there is another one.
  started.addEventListener('error', () => {
    started.terminate();
    readers.clear();
    worker = undefined;
  });
  return started;
}
