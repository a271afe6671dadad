import type { FileUIPart } from 'ai';
import { CircleAlert, FileText, LoaderCircle, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { kindOf } from '@/lib/attachments/kind';
import { AttachedImage } from './attached-image';

export interface FileChipProps {
  name: string;
  /** Once it is uploaded. */
  file?: FileUIPart;
  /** A few words under the name. */
  detail?: string;
  /** Why it can't be sent. */
  problem?: string;
  isUploading?: boolean;
  onRemove: () => void;
}

/** A file that is about to be sent. */
export function FileChip({ name, file, detail, problem, isUploading, onRemove }: FileChipProps) {
  return (
    <li
      className={`flex w-full max-w-full items-center gap-2.5 rounded-lg border bg-card p-1.5 text-sm ${problem ? 'border-destructive/50' : 'sm:w-60'}`}
    >
      <span className="grid size-10 shrink-0 place-items-center overflow-hidden rounded-md bg-secondary text-muted-foreground">
        <Picture file={file} isBad={problem !== undefined} isUploading={isUploading} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate" title={name}>
          {name}
        </span>
        <span
          className={`block text-xs ${problem ? 'text-destructive' : 'truncate text-muted-foreground tabular-nums'}`}
        >
          {problem ?? detail}
        </span>
      </span>
      <Button size="icon" variant="ghost" aria-label={`Remove ${name}`} className="size-7" onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </li>
  );
}

function Picture({ file, isBad, isUploading }: { file?: FileUIPart; isBad: boolean; isUploading?: boolean }) {
  if (isBad) return <CircleAlert aria-hidden className="size-5 text-destructive" />;
  if (isUploading) return <LoaderCircle aria-hidden className="size-5 motion-safe:animate-spin" />;
  if (file && kindOf(file.mediaType) === 'image')
    return <AttachedImage file={file} alt="" className="size-full object-cover" />;
  return <FileText aria-hidden className="size-5" />;
}
