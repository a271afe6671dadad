const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A file's size for people: `12 KB`, `3.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${number.format(bytes)} bytes`;
  const kilobytes = Math.round(bytes / 1024);
  return kilobytes < 1024 ? `${number.format(kilobytes)} KB` : `${number.format(kilobytes / 1024)} MB`;
}
