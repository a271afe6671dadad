import Link from 'next/link';
import { cn } from '@/lib/utils';

export interface Choice {
  label: string;
  href: string;
  chosen: boolean;
}

/** A row of views to choose from. Links, so that they work without JavaScript and can be opened in a new tab. */
export function Choices({
  label,
  choices,
  className,
}: {
  label: string;
  choices: Choice[];
  className?: string;
}) {
  return (
    <nav
      aria-label={label}
      className={cn('flex w-fit max-w-full flex-wrap rounded-md bg-muted p-0.5', className)}
    >
      {choices.map((choice) => (
        <Link
          key={choice.label}
          href={choice.href}
          scroll={false}
          prefetch={false}
          aria-current={choice.chosen ? 'true' : undefined}
          className="shrink-0 rounded-sm px-2 py-1 @lg:px-2.5 text-muted-foreground text-sm leading-5 transition-colors hover:text-foreground aria-[current]:bg-card aria-[current]:text-foreground aria-[current]:shadow-xs"
        >
          {choice.label}
        </Link>
      ))}
    </nav>
  );
}
