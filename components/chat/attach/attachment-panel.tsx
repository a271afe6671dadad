import { lazy, Suspense } from 'react';
import type { ModelChoice } from '@/lib/models';
import type { Attachments } from './use-attachments';

const AttachmentChips = lazy(() => import('./attachment-chips'));

/** The files above the field, and what screen readers hear of them. */
export function AttachmentPanel({
  attachments: { items, announcements },
  model,
  isWaiting,
  onRemove,
}: {
  attachments: Attachments;
  model: ModelChoice;
  /** Whether the message goes as soon as they are uploaded. */
  isWaiting: boolean;
  onRemove: (id: string) => void;
}) {
  return (
    <>
      {items.length > 0 && (
        <Suspense>
          <AttachmentChips items={items} model={model} onRemove={onRemove} />
        </Suspense>
      )}
      <div role="log" aria-label="Attached" className="sr-only">
        {announcements.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
      </div>
      <p role="status" className={isWaiting ? 'px-4 pt-2 text-muted-foreground text-sm' : 'sr-only'}>
        {isWaiting && 'Sent as soon as the files are uploaded.'}
      </p>
    </>
  );
}
