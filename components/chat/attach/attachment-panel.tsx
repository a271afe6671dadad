import type { ModelChoice } from '@/lib/models';
import { late } from '../late';
import { PlainChips } from './plain-chips';
import type { Attachments } from './use-attachments';

const LateChips = late(() => import('./attachment-chips'));

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
        <LateChips failed={<PlainChips items={items} model={model} onRemove={onRemove} />}>
          {({ default: AttachmentChips }) => (
            <AttachmentChips items={items} model={model} onRemove={onRemove} />
          )}
        </LateChips>
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
