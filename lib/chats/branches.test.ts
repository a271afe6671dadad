import { describe, expect, it } from 'vitest';
import { newestEnd, pathTo, versionsOf } from './branches';

/** A question with two answers; the second was followed by a question that was then edited, and answered. */
const chat = [
  message('question', null, 1),
  message('answer', 'question', 2),
  message('better answer', 'question', 3),
  message('follow-up', 'better answer', 4),
  message('edited follow-up', 'better answer', 5),
  message('last answer', 'edited follow-up', 6),
];

function message(id: string, parentId: string | null, second: number) {
  return { id, parentId, createdAt: new Date(second * 1_000) };
}

const ids = (messages: { id: string }[]) => messages.map(({ id }) => id);

describe('the branches of a chat', () => {
  it('are each a path from the first message to the last', () => {
    expect(ids(pathTo(chat, 'last answer'))).toEqual([
      'question',
      'better answer',
      'edited follow-up',
      'last answer',
    ]);
    expect(ids(pathTo(chat, 'answer'))).toEqual(['question', 'answer']);
  });

  it('have no path to what is not there', () => {
    expect(pathTo(chat, 'gone')).toEqual([]);
    expect(pathTo(chat, null)).toEqual([]);
  });

  it('fork where a message has several versions, which stand in the order they were made', () => {
    const [question, answer] = chat;
    expect(ids(answer ? versionsOf(chat, answer) : [])).toEqual(['answer', 'better answer']);
    expect(ids(question ? versionsOf(chat.toReversed(), question) : [])).toEqual(['question']);
  });

  it('end at the newest message of the newest branch', () => {
    expect(newestEnd(chat, null)?.id).toBe('last answer');
    expect(newestEnd(chat, 'better answer')?.id).toBe('last answer');
    expect(newestEnd(chat, 'answer')).toBeUndefined();
  });

  it('end even when the parents form a ring', () => {
    expect(pathTo([message('a', 'b', 1), message('b', 'a', 2)], 'a')).toHaveLength(2);
  });
});
