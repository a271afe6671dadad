'use client';

import { Download } from 'lucide-react';
import { type MouseEvent, startTransition, useActionState } from 'react';
import { AnswerError } from '@/components/ui/answer-error';
import { downloadFile } from './download-file';

/** Why there is no file, and of which link: that of another view may have one. */
interface Answer {
  href?: string;
  error?: string;
}

interface CsvLinkProps {
  href: string;
  /** What is in the file, for those who don't see what the link stands beside. */
  what: string;
}

/** Downloads a part of the page as a CSV file, or says why there is none. Without a script it is a link like any other. */
export function CsvLink({ href, what }: CsvLinkProps) {
  const [answer, ask, isAsking] = useActionState<Answer>(
    async () => ({ href, error: await downloadFile(href) }),
    {},
  );
  function onClick(event: MouseEvent) {
    // For another tab, or to be saved under another name: that is the browser's.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!isAsking) startTransition(ask);
  }
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
      {answer.href === href && <AnswerError answer={answer} />}
      <a
        href={href}
        download
        onClick={onClick}
        aria-busy={isAsking}
        className="inline-flex items-center gap-1.5 text-muted-foreground text-xs hover:text-foreground aria-busy:cursor-progress"
      >
        <Download aria-hidden className="size-3.5" />
        <span className="sr-only">{what} as </span>
        CSV
      </a>
    </div>
  );
}
