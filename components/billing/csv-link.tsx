import { Download } from 'lucide-react';
import { cn } from '@/lib/utils';

interface CsvLinkProps {
  href: string;
  /** What is in the file, for those who don't see what the link stands beside. */
  what: string;
  className?: string;
}

/** Downloads a part of the page as a CSV file. */
export function CsvLink({ href, what, className }: CsvLinkProps) {
  return (
    <a
      href={href}
      download
      className={cn(
        'inline-flex items-center gap-1.5 text-muted-foreground text-xs hover:text-foreground',
        className,
      )}
    >
      <Download aria-hidden className="size-3.5" />
      <span className="sr-only">{what} as </span>
      CSV
    </a>
  );
}
