import { useMemo, useRef } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { ScrollArea } from '@/components/ui/scroll-area';
import './code.css';
import { CodeLine } from './code-line';
import { languageNamed } from './languages';
import { useColours } from './use-colours';
import { useNearScreen } from './use-near-screen';

/** Code with its language and a button that copies it. Its colours come when they are there, and change nothing else. */
export function CodeBlock({
  language,
  code,
  isGrowing,
}: {
  /** As the model calls it. */
  language: string | undefined;
  code: string;
  isGrowing: boolean;
}) {
  const figure = useRef<HTMLElement>(null);
  const isNear = useNearScreen(figure);
  const lines = useMemo(() => code.split('\n'), [code]);
  const colours = useColours(isNear ? languageNamed(language) : undefined, lines, isGrowing);
  return (
    <figure ref={figure} dir="ltr" className="overflow-hidden rounded-lg border bg-card">
      <figcaption className="flex h-9 items-center justify-between border-b pr-1.5 pl-3.5 text-muted-foreground text-xs">
        <span className="min-w-0 truncate font-mono">{language ?? 'text'}</span>
        <CopyButton text={() => code} label="Copy code" className="shrink-0" />
      </figcaption>
      <ScrollArea label={`Code, ${language ?? 'text'}`} className="overflow-x-auto">
        <pre className="w-fit px-3.5 py-3 font-mono text-[0.8125rem] leading-relaxed">
          <code>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is named by its place
              <CodeLine key={index} text={line} colours={colours[index]} />
            ))}
          </code>
        </pre>
      </ScrollArea>
    </figure>
  );
}
