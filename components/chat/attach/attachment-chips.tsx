import { fileNameOf } from '../outgoing';
import { type Attached, type AttachedListProps, attachmentProblem } from './attached';
import { FileChip } from './file-chip';
import { fileSize } from './file-size';

/** The files in the composer. */
export default function AttachmentChips({ items, model, onRemove }: AttachedListProps) {
  // Those that can't be sent first: the list may be longer than its room.
  const sorted = items.toSorted(
    (a, b) => Number(!attachmentProblem(a, model)) - Number(!attachmentProblem(b, model)),
  );
  return (
    <ul
      aria-label="Attachments"
      className="flex max-h-[min(18rem,35dvh)] flex-wrap gap-2 overflow-y-auto px-3 pt-3"
    >
      {sorted.map((item) => (
        <FileChip
          key={item.id}
          name={item.state === 'ready' ? fileNameOf(item.file) : item.name}
          file={item.state === 'ready' ? item.file : undefined}
          detail={detailOf(item)}
          problem={attachmentProblem(item, model)}
          isUploading={item.state === 'uploading'}
          onRemove={() => onRemove(item.id)}
        />
      ))}
    </ul>
  );
}

function detailOf(item: Attached): string | undefined {
  if (item.state === 'uploading') return `Uploading… ${Math.round(item.progress * 100)}%`;
  return item.state === 'ready' && item.sizeBytes !== undefined ? fileSize(item.sizeBytes) : undefined;
}
