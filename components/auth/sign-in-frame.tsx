import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { TallyMark } from '@/components/ui/tally-mark';
import { PRODUCT_NAME } from '@/lib/product';

/**
 * What the sign-in page and the sign-up page have in common: a narrow column with a heading and a card. These
 * pages link with plain `a`: next/link would be most of the JavaScript that is theirs.
 */
export function SignInFrame({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-4 py-10">
      <header className="grid gap-3 text-center">
        <a href="/" className="flex items-center gap-2 justify-self-center font-semibold text-sm">
          <TallyMark className="text-primary" />
          {PRODUCT_NAME}
        </a>
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        {hint && <p className="text-balance text-muted-foreground text-sm">{hint}</p>}
      </header>
      <Card className="grid gap-5 p-6">{children}</Card>
    </main>
  );
}

/** A line with “or” in it, between two ways to sign in. */
export function Or() {
  return (
    <div className="flex items-center gap-3 text-muted-foreground text-sm before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      or
    </div>
  );
}
