import type { InputKind } from '@/lib/models';

const WORDS: Record<InputKind, string> = { text: 'text', image: 'images', pdf: 'PDF' };

/** `takes text, images, PDF` */
export function takesLine(accepts: readonly InputKind[]): string {
  return `takes ${accepts.map((kind) => WORDS[kind]).join(', ')}`;
}

/** Whether a model has all the typed words somewhere in its id or in what is said of it: 1 or 0, as cmdk wants it. */
export function hasWords(id: string, typed: string, said: string[] = []): number {
  const text = [id, ...said].join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
    ? 1
    : 0;
}
