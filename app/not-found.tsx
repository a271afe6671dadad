import type { Metadata } from 'next';
import { buttonVariants } from '@/components/ui/button';
import { TallyMark } from '@/components/ui/tally-mark';

export const metadata: Metadata = { title: 'Not found' };

/** It comes along with every page, so it links without the script of next/link. */
export default function NotFound() {
  return (
    <main className="m-auto grid min-h-dvh max-w-sm place-content-center justify-items-center gap-4 p-6 text-center">
      <TallyMark className="size-8 text-primary" />
      <h1 className="font-semibold text-xl">Nothing is counted here</h1>
      <p className="text-muted-foreground">
        There is no page at this address. The link may be old or mistyped.
      </p>
      <a href="/chat" className={buttonVariants()}>
        Go to the chat
      </a>
    </main>
  );
}
