import type { Element, ElementContent } from 'hast';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { ScrollArea } from '@/components/ui/scroll-area';

/** Code with its language and a button that copies it. */
export function CodeBlock({ node, children }: { node: Element | undefined; children: ReactNode }) {
  const language = languageOf(node);
  return (
    <figure className="overflow-hidden rounded-lg border bg-card">
      <figcaption className="flex h-9 items-center justify-between border-b pr-1.5 pl-3.5 text-muted-foreground text-xs">
        <span className="font-mono">{language ?? 'text'}</span>
        <CopyButton text={() => (node ? plainText(node) : '')} label="Copy code" />
      </figcaption>
      <ScrollArea className="overflow-x-auto">
        <pre className="w-fit px-3.5 py-3 font-mono text-[0.8125rem] leading-relaxed">{children}</pre>
      </ScrollArea>
    </figure>
  );
}

/** react-markdown marks the language of a fence as `language-…` on the `code` in the `pre`. */
function languageOf(pre: Element | undefined): string | undefined {
  const [code] = pre?.children ?? [];
  const classes = code?.type === 'element' ? code.properties.className : undefined;
  const mark = Array.isArray(classes)
    ? classes.find((name) => String(name).startsWith('language-'))
    : undefined;
  return mark === undefined ? undefined : String(mark).slice('language-'.length);
}

function plainText(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(plainText).join('') : '';
}
