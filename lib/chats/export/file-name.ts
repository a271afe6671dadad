const LONGEST = 60;

/** A file name made of a chat's title, safe on every system: letters and digits of any script, joined by hyphens. */
export function fileNameOf(title: string, ending: 'md' | 'json'): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = words.join('-').slice(0, LONGEST).replace(/-+$/, '');
  return `${name || 'chat'}.${ending}`;
}

/** The header that has a browser save an answer under a name of any script (RFC 6266). */
export function attachment(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7E]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}
