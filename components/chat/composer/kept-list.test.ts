// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { saveDraft } from './draft';
import { readDraftFiles, readMessages } from './kept-list';

beforeEach(() => sessionStorage.clear());

// What an earlier version of the app had kept for a tab went to the page as it was.
it('what is kept in another shape is left out', () => {
  const file = { type: 'file', mediaType: 'image/png', url: '/api/attachments/1' };
  const message = { id: '1', text: 'Hello', files: [file] };
  const others = [null, 'Hello', { id: '2', text: 'Hello' }, { ...message, files: [{ type: 'file' }] }];
  saveDraft('chat:queue', JSON.stringify([...others, message]));
  expect(readMessages('chat', 'queue')).toEqual([message]);
  saveDraft('chat:files', JSON.stringify([...others, file]));
  expect(readDraftFiles('chat')).toEqual([file]);
  for (const text of ['{"0":1}', '[{']) {
    saveDraft('chat:files', text);
    expect(readDraftFiles('chat')).toEqual([]);
  }
});
