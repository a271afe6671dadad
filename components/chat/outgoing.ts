import type { FileUIPart } from 'ai';
import type { ChatMessage } from '@/lib/chats/message';
import { firstCharacters } from '@/lib/first-characters';
import { textOf } from './message/text-of';

/** What a person sends: words, files, or both. */
export interface Outgoing {
  /**
   * Of what waited to be sent. Two tabs have the same where one was made of the other, and the server answers a message
   * once.
   */
  id?: string;
  text: string;
  files: FileUIPart[];
}

/** What a sent message holds, to be changed and sent anew. */
export function outgoingOf(message: ChatMessage): Outgoing {
  return { text: textOf(message), files: filesOf(message) };
}

export function filesOf({ parts }: ChatMessage): FileUIPart[] {
  return parts.flatMap((part) => (part.type === 'file' ? [part] : []));
}

/** In the order in which the server keeps them. */
export function partsOf({ text, files }: Outgoing): ChatMessage['parts'] {
  return [...files, ...(text === '' ? [] : [{ type: 'text' as const, text }])];
}

/** A line that stands for what is sent: its words, else the names of its files. */
export function labelOf({ text, files }: Outgoing): string {
  return text || files.map(fileNameOf).join(', ');
}

/** The beginning of `labelOf`, for a sentence about it. */
export function shortLabelOf(outgoing: Outgoing): string {
  return firstCharacters(labelOf(outgoing), 40);
}

export function fileNameOf({ filename }: FileUIPart): string {
  return filename ?? 'file';
}
