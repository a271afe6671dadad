'use client';

import { Button } from '@/components/ui/button';
import { TallyMark } from '@/components/ui/tally-mark';

export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <main className="m-auto grid min-h-dvh max-w-sm place-content-center justify-items-center gap-4 p-6 text-center">
      <TallyMark className="size-8 text-primary" />
      <h1 className="font-semibold text-xl">Something went wrong</h1>
      <p className="text-muted-foreground">
        This page could not be shown, through a fault on our side. Nothing that was saved is lost. Try again
        in a moment.
      </p>
      <Button onClick={retry}>Try again</Button>
    </main>
  );
}
