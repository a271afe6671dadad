import type { FileUIPart } from 'ai';
import { kindOf } from '@/lib/attachments/kind';
import type { ModelChoice } from '@/lib/models';
import { fileNameOf } from '../outgoing';

/** A file in the composer. */
export type Attached = { id: string; name: string } & AttachedState;

export type AttachedState =
  /** `progress`: from 0 to 1. */
  | { state: 'uploading'; progress: number }
  | { state: 'ready'; file: FileUIPart; sizeBytes?: number }
  | { state: 'failed'; problem: string };

/** A list of them, drawn well or plainly. */
export interface AttachedListProps {
  items: Attached[];
  model: ModelChoice;
  onRemove: (id: string) => void;
}

/** A file that was uploaded before: of a message that is taken back, or of a draft. */
export function attachedAgain(file: FileUIPart): Attached {
  return { id: file.url, name: fileNameOf(file), state: 'ready', file };
}

/** The files of those that are uploaded. */
export function uploadedFiles(items: Attached[]): FileUIPart[] {
  return items.flatMap((item) => (item.state === 'ready' ? [item.file] : []));
}

const KINDS = { image: 'images', pdf: 'PDFs', text: 'text files' };

/** Why a file can't be sent to a model; undefined when it can, as far as is known. */
export function attachmentProblem(
  attached: Attached,
  model: Pick<ModelChoice, 'name' | 'accepts'>,
): string | undefined {
  if (attached.state === 'failed') return attached.problem;
  if (attached.state === 'uploading') return undefined;
  const kind = kindOf(attached.file.mediaType);
  // Text is put into the message.
  if (kind === 'text' || model.accepts.includes(kind)) return undefined;
  return `${model.name} takes no ${KINDS[kind]}. Choose another model, or remove it.`;
}

/** What can be attached for a model, for the button. */
export function attachWords({ accepts }: Pick<ModelChoice, 'accepts'>): string {
  const kinds = (['image', 'pdf'] as const)
    .filter((kind) => accepts.includes(kind))
    .map((kind) => KINDS[kind]);
  return `Attach ${kinds.length > 0 ? `${kinds.join(', ')} or ` : ''}text files`;
}
