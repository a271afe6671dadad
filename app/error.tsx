'use client';

/** When a page could not be shown. It comes along with every page, so it imports nothing. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <main className="m-auto grid min-h-dvh max-w-sm place-content-center justify-items-center gap-4 p-6 text-center">
      {/* A page whose title is what could not be read has none. */}
      <title>Something went wrong</title>
      <h1 className="font-semibold text-xl">Something went wrong</h1>
      <p className="text-muted-foreground">
        This page could not be shown: the database can’t be reached, or something is wrong on our side.
        Nothing that was saved is lost. Try again in a moment.
      </p>
      <button
        type="button"
        onClick={retry}
        className="h-9 cursor-pointer rounded-md bg-primary px-4 font-medium text-primary-foreground text-sm hover:bg-primary/90"
      >
        Try again
      </button>
    </main>
  );
}
