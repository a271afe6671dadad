'use client';

import { CopyButton } from '@/components/ui/copy-button';
import { ScrollArea } from '@/components/ui/scroll-area';

/** Code with its title and a button that copies it. */
export function SnippetBlock({ title, code }: { title: string; code: string }) {
  return (
    <figure className="overflow-hidden rounded-lg border bg-card">
      <figcaption className="flex h-9 items-center justify-between border-b pr-1.5 pl-3.5 text-xs">
        <span className="font-medium">{title}</span>
        <CopyButton text={() => code} label={`Copy the code for ${title}`} />
      </figcaption>
      <ScrollArea label={`Code, ${title}`} className="overflow-x-auto">
        <pre className="w-fit px-3.5 py-3 font-mono text-[0.8125rem] leading-relaxed">{code}</pre>
      </ScrollArea>
    </figure>
  );
}
