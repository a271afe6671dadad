import { whyFailed } from '@/components/ui/failed-action';

/**
 * Has the browser download what a link leads to, however long it is. Of a link that is refused the browser says only that
 * the download failed, so it is asked for first; what comes of that is not read, but for a refusal.
 *
 * @returns why there is no file, where it was refused
 */
export async function downloadFile(href: string): Promise<string | undefined> {
  try {
    const response = await fetch(href);
    if (!response.ok) return wordsOf(await response.text()) ?? unexplained(response.status);
    await response.body?.cancel();
  } catch (error) {
    return whyFailed(error);
  }
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
  return undefined;
}

/** The message of an `ErrorBody` (lib/http.ts). It is read by hand: no other script of the page needs a parser. */
function wordsOf(answer: string): string | undefined {
  const body = parseJson(answer);
  const error = hasError(body) ? body.error : undefined;
  return hasMessage(error) ? error.message : undefined;
}

function hasError(value: unknown): value is { error: unknown } {
  return typeof value === 'object' && value !== null && 'error' in value;
}

function hasMessage(value: unknown): value is { message: string } {
  return (
    typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
  );
}

/** A proxy may answer in its own words, which are not for the person. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unexplained(status: number): string {
  return `The server could not make this file (status ${status}). Try again in a moment.`;
}
