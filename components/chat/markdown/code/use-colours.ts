import { useEffect, useRef, useState } from 'react';
import type { ColouredLine } from './colours';
import { type Highlighting, highlight } from './highlighter';
import type { Language } from './languages';

/**
 * The colours of code that may still grow: of each line once it is finished.
 *
 * @param language nothing while the code is not to be coloured
 */
export function useColours(
  language: Language | undefined,
  lines: readonly string[],
  isGrowing: boolean,
): readonly ColouredLine[] {
  const [coloured, setColoured] = useState<readonly ColouredLine[]>([]);
  const running = useRef<Highlighting>(undefined);
  const asked = useRef<readonly string[]>([]);

  useEffect(() => {
    if (!language) return;
    asked.current = [];
    setColoured([]);
    const highlighting = highlight(language, (next) => setColoured((before) => [...before, ...next]));
    running.current = highlighting;
    return () => highlighting.end();
  }, [language]);

  useEffect(() => {
    if (!language) return;
    const finished = isGrowing ? lines.slice(0, -1) : lines;
    const next = finished.slice(asked.current.length);
    asked.current = finished;
    if (next.length > 0) running.current?.push(next);
  }, [language, lines, isGrowing]);

  return coloured;
}
