import { firstCharacters } from '@/lib/first-characters';

/** Longer is no title; a model that writes on and on is cut at a word. */
const LONGEST_TITLE = 60;

/** A model's answer as a title: its first line, without quotes, markdown and a full stop. Empty when nothing is left. */
export function cleanTitle(answer: string): string {
  const line = answer.normalize('NFC').trim().split('\n', 1).join('');
  const plain = withoutOrnaments(withoutOrnaments(line).replace(/^(title|titel|titre|título)\s*:\s*/i, ''));
  return cutAtWord(plain.replace(/\s+/g, ' '), LONGEST_TITLE);
}

/** At most so many characters, cut at the last space where that leaves at least half of them. */
export function cutAtWord(text: string, mostCharacters: number): string {
  const cut = firstCharacters(text, mostCharacters);
  if (cut === text) return text;
  const half = firstCharacters(cut, mostCharacters / 2);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), half.length)).trimEnd()}…`;
}

function withoutOrnaments(text: string): string {
  return text.replace(/^[\s"'“”„«»*_#`]+|[\s"'“”„«»*_`.]+$/g, '');
}
