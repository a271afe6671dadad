import type { AttachedFile } from '../conversation';

/** What the demo says of files: what they are. A model would look at them. */
export function aboutFiles(files: AttachedFile[]): string {
  const list = files.map(
    (file) => `- ${nameOf(file)}: ${[whatIs(file), sizeOf(file)].filter(Boolean).join(', ')}`,
  );
  return `You attached ${files.length === 1 ? 'a file' : `${files.length} files`}:

${list.join('\n')}

A model would look at ${files.length === 1 ? 'it' : 'them'} and answer; I can only tell what arrived. Files are part of the prompt, so their tokens are in the first figure under this reply, and on the bill.`;
}

function nameOf({ kind, name }: AttachedFile): string {
  return name ? `\`${name.replaceAll('`', "'")}\`` : `**${kind === 'image' ? 'An image' : 'A file'}**`;
}

function whatIs(file: AttachedFile): string {
  switch (file.kind) {
    case 'image': {
      if (!file.size) return 'an image behind a link, which I do not open';
      const format = file.mediaType?.replace('image/', '').toUpperCase();
      return `an image (${format}) of ${file.size.widthPixels} × ${file.size.heightPixels} pixels`;
    }
    case 'file':
      return file.pages ? `a PDF of ${file.pages} page${file.pages === 1 ? '' : 's'}` : 'a file';
    case 'text':
      return `text of ${file.lines} line${file.lines === 1 ? '' : 's'}`;
  }
}

function sizeOf({ sizeBytes }: AttachedFile): string {
  if (sizeBytes === undefined) return '';
  if (sizeBytes < 1024) return `${sizeBytes} bytes`;
  const kilobytes = sizeBytes / 1024;
  return kilobytes < 1024 ? `${Math.round(kilobytes)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}
