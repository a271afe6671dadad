'use client';

import { PageHeader } from '@/components/app-shell/page-header';
import { Button } from '@/components/ui/button';
import { PRODUCT_NAME } from '@/lib/product';

/** When a chat could not be loaded; the list beside it stays. */
export default function ChatErrorPage({ retry }: { retry: () => void }) {
  return (
    <>
      {/* The chat's own comes with what could not be loaded. */}
      <title>{`Something went wrong · ${PRODUCT_NAME}`}</title>
      <PageHeader title="Something went wrong" />
      <div role="alert" className="m-auto grid max-w-sm justify-items-center gap-4 p-6 text-center">
        <p className="text-muted-foreground">
          This chat could not be loaded. Nothing that was said in it is lost. Try again in a moment.
        </p>
        <Button onClick={retry}>Try again</Button>
      </div>
    </>
  );
}
