import type { ChatMessage } from '../message';

const SPEAKERS = { user: 'You', assistant: 'Reply', system: 'System' };

/** A chat as markdown: the branch that is shown, text only, each message under a heading. */
export function chatToMarkdown({
  title,
  messages,
}: {
  title: string;
  messages: readonly ChatMessage[];
}): string {
  const sections = messages.map(
    (message) => `## ${SPEAKERS[message.role]}\n\n${textOf(message)}${endOf(message)}\n`,
  );
  return [`# ${title}\n`, ...sections].join('\n');
}

function textOf({ parts }: ChatMessage): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
}

function endOf({ metadata }: ChatMessage): string {
  if (metadata?.status === 'stopped') return '\n\n*(stopped)*';
  return metadata?.status === 'failed' ? '\n\n*(failed)*' : '';
}
