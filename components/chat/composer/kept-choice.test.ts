// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { saveDraft } from './draft';
import { readChoice, saveChoice } from './kept-choice';

beforeEach(() => sessionStorage.clear());

it('a choice is kept beside a draft, and none where nothing was chosen', () => {
  const choice = { modelId: 'cheap', settings: { instructions: 'Be brief.', temperature: null } };
  saveChoice('chat', choice);
  expect(readChoice('chat')).toEqual(choice);
  saveChoice('chat', {});
  expect(sessionStorage).toHaveLength(0);
});

it.each(['{', '[]', '{"modelId":1,"settings":"brief"}', '{"settings":{"temperature":1}}'])(
  'a choice that is kept in another shape is left out: %s',
  (kept) => {
    saveDraft('chat:choice', kept);
    expect(readChoice('chat')).toEqual({});
  },
);
