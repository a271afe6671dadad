import { findTopics } from './topics';

const commandTitles: [RegExp, string][] = [
  [/^\/long\b/i, 'A long reply'],
  [/^\/slow\b/i, 'A slow reply'],
  [/^\/think\b/i, 'A reply with thoughts'],
  [/^\/tools\b/i, 'A tool call'],
  [/^\/error\b/i, 'An error on purpose'],
];

/** Patterns take time quadratic in the length, and what says that a title is wanted comes early. */
const maxInstructions = 2_000;
/** A title is made of the first words. */
const maxSubject = 500;
const maxWords = 6;
const maxCharacters = 48;

/** Whether the instructions ask for a title of what follows, as a chat app does for its list of chats. */
export function asksForTitle(instructions: string): boolean {
  return /\b(give|write|generate|create|make|suggest|reply with|answer with|short|concise|brief)\b[^.]*\btitle\b/i.test(
    instructions.slice(0, maxInstructions),
  );
}

/** A short title: of the command, of the topic, or else the first words of the text. Never empty. */
export function titleOf(text: string): string {
  const subject = unquoted(text.slice(0, maxSubject));
  const command = commandTitles.find(([pattern]) => pattern.test(subject));
  if (command) return command[1];
  const [topic] = findTopics(subject, 2);
  return topic?.title ?? firstWords(subject);
}

/** The text itself, where the caller wrapped it in quotes, tags or a label such as `User message:`. */
function unquoted(text: string): string {
  return text
    .replace(/<\/?[a-z][^>]*>/gi, ' ')
    .trim()
    .replace(/^((first |user(?:'s)? )*(?:message|text|prompt|question)|user)\s*:\s*/i, '')
    .replace(/^["'“”\s]+|["'“”\s]+$/g, '');
}

const politeness =
  /^\W*((please|hey|hi|hello|can you|could you|would you|will you|i want you to|i need you to)\b[\s,]*)+/i;

function firstWords(text: string): string {
  const plain = text
    .replace(/```[\s\S]*?(```|$)/g, ' code ')
    .replace(/https?:\/\/\S+/g, ' a link ')
    .replace(/[#*_`>|[\]()]+/g, ' ')
    .trim();
  const request = plain.replace(politeness, '');
  const [sentence = ''] = (hasWords(request) ? request : plain).split(/(?<=[.!?])\s|\n/);
  const words = sentence.trim().split(/\s+/).slice(0, maxWords).join(' ');
  const isShort = words.length <= maxCharacters;
  const short = isShort ? words : `${Array.from(words).slice(0, maxCharacters).join('')}…`;
  const trimmed = short.replace(/[\s.,;:!?-]+$/, '');
  return trimmed ? trimmed.charAt(0).toUpperCase() + trimmed.slice(1) : 'New chat';
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
