import type { ModelChoice } from '@/lib/models';
import { late } from '../late';
import { PlainChips } from './plain-chips';
import type { Attachments } from './use-attachments';
import type { WaitState } from './use-send-once-uploaded';
import { WaitingNote } from './waiting-note';

const LateChips = late(() => import('./attachment-chips'));

/** The files above the field, and what screen readers hear of them. */
export function AttachmentPanel({
  attachments: { items, announcements },
  model,
  waitState,
  onRemove,
  onCancel,
}: {
  attachments: Attachments;
  model: ModelChoice;
  /** Of the message, which goes as soon as they are uploaded. */
  waitState: WaitState;
  onRemove: (id: string) => void;
  /** It is not to go yet. */
  onCancel: () => void;
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
      <WaitingNote state={waitState} onCancel={onCancel} />
    </>
  );
}
