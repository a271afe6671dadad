import { whyFailed } from '@/components/ui/failed-action';
import { fileNameOf } from '@/lib/chats/export/file-name';
import type { ChatSummary } from '@/lib/chats/message';
import { readErrorResponse } from '../api/chat-error';

/** Safari asks the person before it reads the file. */
const KEPT_MS = 60_000;
const ENDINGS = { markdown: 'md', json: 'json' } as const;

/** Has the browser save a chat as a file. @returns why there is none, where it was refused */
export async function downloadChat(
  { id, title }: ChatSummary,
  format: keyof typeof ENDINGS,
): Promise<string | undefined> {
  try {
    const response = await fetch(`/api/chat/${id}/export?format=${format}`);
    if (!response.ok) return (await readErrorResponse(response)).message;
    save(await response.blob(), fileNameOf(title, ENDINGS[format]));
    return undefined;
  } catch (error) {
    return whyFailed(error);
  }
}

/** What is fetched can be refused in words; a link to it would save the refusal, or show it in place of the page. */
function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
