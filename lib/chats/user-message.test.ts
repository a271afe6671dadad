import { describe, expect, it } from 'vitest';
import { newId } from '../ids';
import { userMessageSchema } from './user-message';

const message = (...parts: object[]) => userMessageSchema.safeParse({ id: newId(), role: 'user', parts });
const file = (id: string = newId()) => ({
  type: 'file',
  mediaType: 'image/png',
  url: `/api/attachments/${id}`,
});
const text = (words: string) => ({ type: 'text', text: words });

describe('a message from the browser', () => {
  it('has words, files or both; a file that is named twice once', () => {
    const id = newId();
    expect(message(text(' Hi ')).data).toMatchObject({ text: 'Hi', attachmentIds: [] });
    expect(message(file(id), file(id)).data).toMatchObject({ text: '', attachmentIds: [id] });
    expect(message(file(id), text('Hi')).data).toMatchObject({ text: 'Hi', attachmentIds: [id] });
  });

  it.each([
    ['nothing in it', [], 'The message is empty.'],
    ['white space alone', [text(' \n')], 'The message is empty.'],
    ['nine files', Array.from({ length: 9 }, () => file()), 'A message takes 8 files at most.'],
    [
      'a file from elsewhere',
      [{ ...file(), url: 'https://example.com/cat.png' }],
      'must be the address of a file',
    ],
    [
      'the bytes themselves',
      [{ ...file(), url: 'data:image/png;base64,AAAA' }],
      'must be the address of a file',
    ],
  ])('is refused with %s', (_, parts, problem) => {
    expect(message(...parts).error?.message).toContain(problem);
  });
});
