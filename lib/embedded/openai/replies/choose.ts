import type { AttachedFile, Conversation, Message } from '../conversation';
import { freshToolResults, instructionsText, lastUserFiles, lastUserText } from '../conversation';
import { minimalJson } from '../structured-output';
import { chooseTool, isToolsCommand, type ToolUse } from '../tool-choice';
import { aboutFiles } from './attached';
import { withClosingLine } from './closing';
import { brokenOffReply, noToolsReply, slowReply, thinkReply, thinkThoughts } from './commands';
import { longReply } from './long';
import { asksForTitle, titleOf } from './title';
import { findTopics } from './topics';

/** What the demo answers with, before it is dressed in a wire format. */
export type Reply =
  | { kind: 'text'; thoughts?: string; text: string; pace: 'normal' | 'slow'; breaksOff: boolean }
  | { kind: 'tool-call'; call: ToolUse }
  /** Fails before the first word. */
  | { kind: 'failure' };

/** Chooses the reply to a conversation. The same conversation always gets the same reply. */
export function chooseReply(conversation: Conversation): Reply {
  const { messages, format } = conversation;
  const text = lastUserText(messages);

  const title = asksForTitle(instructionsText(messages)) ? titleOf(text) : undefined;
  if (!title && /^\/error\b(?!\s+midway)/i.test(text)) return { kind: 'failure' };

  const call = chooseTool(conversation);
  if (call) return { kind: 'tool-call', call };
  if (format.type === 'json_schema') return say(JSON.stringify(minimalJson(format.schema, title ?? 'demo')));
  if (format.type === 'json_object') return say(JSON.stringify({ reply: title ?? 'demo' }));
  if (title) return say(title);

  const results = freshToolResults(messages);
  if (results.length > 0) return say(withClosingLine(answerFromTools(messages, results)));
  if (/^\/error\s+midway\b/i.test(text)) return { ...say(brokenOffReply), breaksOff: true };
  if (/^\/long\b/i.test(text)) return say(withClosingLine(longReply));
  if (/^\/slow\b/i.test(text)) return { ...say(withClosingLine(slowReply)), pace: 'slow' };
  if (/^\/think\b/i.test(text)) return { ...say(withClosingLine(thinkReply)), thoughts: thinkThoughts };
  if (isToolsCommand(text)) return say(withClosingLine(noToolsReply));
  return say(withClosingLine(answer(text, lastUserFiles(messages))));
}

function say(text: string) {
  return { kind: 'text', text, pace: 'normal', breaksOff: false } as const;
}

function answer(text: string, files: AttachedFile[]): string {
  // Beside a file, “What is this?” is about the file.
  const topics = findTopics(text, files.length > 0 ? 2 : 1);
  if (files.length > 0) return [aboutFiles(files), ...topics.map(({ reply }) => reply)].join('\n\n');
  if (topics.length > 1) return topics.map((topic) => `## ${topic.title}\n\n${topic.reply}`).join('\n\n');
  return topics[0]?.reply ?? unknownTopic(text);
}

/** The default: kind, short, and it gives back what was understood. */
function unknownTopic(text: string): string {
  const understood = excerpt(text, 160);
  return `${understood ? `I read:\n\n> ${understood}\n\nA model would answer that.` : 'Your message had no words in it.'} I'm only the demo of this app, and know my way around the app itself. Ask me, for example:

- What is a token, and what does it cost?
- How does metering work here?
- How do I connect a real model?

Or type \`/help\` to see what else there is.`;
}

function answerFromTools(messages: Message[], results: Message[]): string {
  const calls = messages.flatMap((message) => message.toolCalls ?? []);
  const lines = results.map((result) => {
    const name = calls.find((call) => call.id === result.toolCallId)?.name ?? result.name ?? 'tool';
    return `- \`${name}\` answered: ${readable(result.text)}`;
  });
  return `I called ${results.length === 1 ? 'a tool' : `${results.length} tools`}, and this came back:\n\n${lines.join('\n')}\n\nThat made two replies: the call, and this answer. Both are on the bill.`;
}

/** A tool's result in a line of markdown: a plain value as it is, anything else as code. */
function readable(output: string): string {
  const short = excerpt(output, 400);
  return /^[[{]/.test(short) ? `\`${short.replaceAll('`', "'")}\`` : `**${short || 'nothing'}**`;
}

function excerpt(text: string, maxCharacters: number): string {
  const characters = Array.from(text.replace(/\s+/g, ' ').trim());
  return characters.length <= maxCharacters
    ? characters.join('')
    : `${characters.slice(0, maxCharacters).join('')}…`;
}
