import type { FileUIPart } from 'ai';
import { FileText } from 'lucide-react';
import { kindOf } from '@/lib/attachments/kind';
import { AttachedImage } from '../attach/attached-image';
import { fileNameOf } from '../outgoing';

/** The files of a sent message: pictures to look at, the rest to be saved. Their height is known before they have come. */
export function MessageFiles({ files }: { files: FileUIPart[] }) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Attachments" className="mb-2 flex flex-wrap justify-end gap-2">
      {files.map((file) => (
        <li key={file.url} className="max-w-full">
          {kindOf(file.mediaType) === 'image' ? <Picture file={file} /> : <FileLink file={file} />}
        </li>
      ))}
    </ul>
  );
}

function Picture({ file }: { file: FileUIPart }) {
  return (
    <a href={file.url} target="_blank" rel="noreferrer" className="block rounded-xl">
      <AttachedImage
        file={file}
        alt={fileNameOf(file)}
        className="h-40 min-w-24 max-w-full rounded-xl border bg-secondary object-contain text-muted-foreground text-xs"
      />
    </a>
  );
}

function FileLink({ file }: { file: FileUIPart }) {
  return (
    <a
      href={file.url}
      download={fileNameOf(file)}
      className="flex max-w-72 items-center gap-2 rounded-lg border bg-card px-3 py-2 text-sm hover:bg-accent"
    >
      <FileText aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span className="truncate">{fileNameOf(file)}</span>
    </a>
  );
}
