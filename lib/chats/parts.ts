import type { ChatMessage } from './message';

type Part = ChatMessage['parts'][number];

/** The text of a part that is text; for `flatMap`. */
export function textsOf(part: Part): string[] {
  return part.type === 'text' ? [part.text] : [];
}

/** The name of a part that is a file; for `flatMap`. */
export function fileNamesOf(part: Part): string[] {
  return part.type === 'file' ? [part.filename ?? 'file'] : [];
}
