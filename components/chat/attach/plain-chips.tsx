import { type AttachedListProps, attachmentProblem } from './attached';

/** The files in the composer when what draws them could not be loaded: each can be read, and removed. */
export function PlainChips({ items, model, onRemove }: AttachedListProps) {
  return (
    <ul aria-label="Attachments" className="px-4 pt-3 text-sm">
      {items.map((item) => (
        <li key={item.id}>
          {[item.name, attachmentProblem(item, model)].filter(Boolean).join(': ')}{' '}
          <button
            type="button"
            aria-label={`Remove ${item.name}`}
            onClick={() => onRemove(item.id)}
            className="cursor-pointer underline"
          >
            Remove
          </button>
        </li>
      ))}
    </ul>
  );
}
