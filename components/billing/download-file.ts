import { whyFailed } from '@/components/ui/failed-action';
import { objectAt, parseObject, textAt } from '@/lib/json';

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

/**
 * The message of an `ErrorBody` (lib/http.ts), read without the parser that the chat has, which no other script of the page
 * needs. A proxy may answer in its own words, which are not for the person.
 */
function wordsOf(answer: string): string | undefined {
  return textAt(objectAt(parseObject(answer) ?? {}, 'error'), 'message');
}

function unexplained(status: number): string {
  return `The server could not make this file (status ${status}). Try again in a moment.`;
}
