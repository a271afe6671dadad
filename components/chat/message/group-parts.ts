import { isReasoningUIPart, type ReasoningUIPart } from 'ai';
import type { ChatMessage } from '@/lib/chats/message';

type Part = ChatMessage['parts'][number];

/** What is shown of a reply as one: a part, or all pieces of a reasoning. */
export type PartGroup =
  | { kind: 'reasoning'; index: number; parts: ReasoningUIPart[] }
  | { kind: 'part'; index: number; part: Part };

/** Takes the pieces of each reasoning together. `index` says where a group begins, and stays the same while a reply grows. */
export function groupParts(parts: readonly Part[]): PartGroup[] {
  const groups: PartGroup[] = [];
  for (const [index, part] of parts.entries()) {
    const last = groups.at(-1);
    if (!isReasoningUIPart(part)) groups.push({ kind: 'part', index, part });
    else if (last?.kind === 'reasoning') last.parts.push(part);
    else groups.push({ kind: 'reasoning', index, parts: [part] });
  }
  return groups;
}
