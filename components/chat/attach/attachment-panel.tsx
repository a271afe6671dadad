import { lazy, Suspense } from 'react';
import type { ModelChoice } from '@/lib/models';
import type { Attachments } from './use-attachments';

const AttachmentChips = lazy(() => import('./attachment-chips'));

/** The files above the field, and what screen readers hear of them. */
export function AttachmentPanel({
  attachments: { items, announcement, remove },
  model,
  isWaiting,
}: {
  attachments: Attachments;
  model: ModelChoice;
  /** Whether the message goes as soon as they are uploaded. */
  isWaiting: boolean;
}) {
  return (
    <>
      {items.length > 0 && (
        <Suspense>
          <AttachmentChips items={items} model={model} onRemove={remove} />
        </Suspense>
      )}
      <p role="status" className={isWaiting ? 'px-4 pt-2 text-muted-foreground text-sm' : 'sr-only'}>
        {isWaiting ? 'Sent as soon as the files are uploaded.' : announcement}
      </p>
    </>
  );
}
