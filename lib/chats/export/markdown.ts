import { withClosedFence } from '@/lib/code-fence';
import type { LoadedChat } from '../load-chat';
import type { ChatMessage } from '../message';
import { fileNamesOf, textsOf } from '../parts';

const SPEAKERS = { user: 'You', assistant: 'Reply', system: 'System' };

/**
 * A chat as markdown: the branch that is shown, its text and the names of its files, each message under a heading. It
 * says so where a reply is missing that is under way.
 */
export function chatToMarkdown({
  title,
  messages,
  replying,
}: Pick<LoadedChat, 'title' | 'messages' | 'replying'>): string {
  const sections = messages.map(
    (message) => `## ${SPEAKERS[message.role]}\n\n${textOf(message)}${endOf(message)}\n`,
  );
  if (replying) sections.push(`## ${SPEAKERS.assistant}\n\n*(still being written)*\n`);
  return [`# ${title}\n`, ...sections].join('\n');
}

function textOf({ parts }: ChatMessage): string {
  const files = parts.flatMap(fileNamesOf).map((name) => `- Attached: \`${name.replaceAll('`', "'")}\``);
  // A reply that was stopped within code would take what comes after it along.
  const texts = parts.flatMap(textsOf).map(withClosedFence);
  return [...(files.length > 0 ? [files.join('\n')] : []), ...texts].join('\n\n');
}

function endOf({ metadata }: ChatMessage): string {
  if (metadata?.status === 'stopped') return '\n\n*(stopped)*';
  if (metadata?.status === 'failed') return '\n\n*(failed)*';
  return metadata?.cutBy ? '\n\n*(cut off)*' : '';
}
