// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import { draftIdOf, joinTexts, readDraft, saveDraft } from './draft';

const [ada, grace] = [newId<UserId>(), newId<UserId>()];

beforeEach(() => sessionStorage.clear());

describe('a draft', () => {
  it('is kept as it was typed, and none when it is empty', () => {
    saveDraft(draftIdOf(ada, 'chat'), ' Not yet\n');
    expect(readDraft(draftIdOf(ada, 'chat'))).toBe(' Not yet\n');
    saveDraft(draftIdOf(ada, 'chat'), ' \n');
    expect(readDraft(draftIdOf(ada, 'chat'))).toBe('');
    expect(sessionStorage).toHaveLength(0);
  });

  it('is of one person and one chat', () => {
    saveDraft(draftIdOf(ada), 'Mine');
    expect(readDraft(draftIdOf(grace))).toBe('');
    expect(readDraft(draftIdOf(ada, 'chat'))).toBe('');
  });
});

describe('texts', () => {
  it('are joined in their order, without those that say nothing', () => {
    expect(joinTexts(['First', '', ' \n', 'Second'])).toBe('First\n\nSecond');
    expect(joinTexts(['Only'])).toBe('Only');
    expect(joinTexts([])).toBe('');
  });
});
