// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import { readDraftFiles, saveDraftFiles } from '../attach/draft-files';
import { draftIdOf, readDraft, saveDraft } from './draft';
import { readMessages, saveMessages } from './kept-messages';
import {
  type ChatPlace,
  forgetUnsent,
  keepUnsent,
  leaveToNewChat,
  restoreUnsent,
  settleUnsent,
} from './unsent';

const cat = { type: 'file', mediaType: 'image/png', filename: 'cat.png', url: '/api/attachments/1' } as const;
const message = (text: string) => ({ id: newId(), text, files: [] });

let place: ChatPlace;
let inChat: string;
let inNew: string;

beforeEach(() => {
  sessionStorage.clear();
  place = { userId: newId<UserId>(), chatId: newId() };
  inChat = draftIdOf(place.userId, place.chatId);
  inNew = draftIdOf(place.userId);
});

describe('a message that was sent', () => {
  it('is forgotten once the server has it', () => {
    const sent = message('Hello');
    keepUnsent(place, sent);
    expect(readMessages(inChat, 'unsent')).toEqual([sent]);
    settleUnsent(place, sent.id, 'taken', true);
    expect(sessionStorage).toHaveLength(0);
  });

  it('is the draft again when it was refused, before what is typed', () => {
    const sent = { ...message('Hello'), files: [cat] };
    keepUnsent(place, sent);
    settleUnsent(place, sent.id, 'refused', false);
    saveDraft(inChat, 'And then');
    restoreUnsent(place, false, []);
    expect(readDraft(inChat)).toBe('Hello\n\nAnd then');
    expect(readDraftFiles(inChat)).toEqual([cat]);
    restoreUnsent(place, false, []);
    expect(readDraft(inChat)).toBe('Hello\n\nAnd then');
  });

  it('is no draft while it is on its way: another page of the same tab must not send it too', () => {
    const sent = message('Hello');
    keepUnsent(place, sent);
    restoreUnsent(place, false, []);
    expect(readDraft(inChat)).toBe('');
    settleUnsent(place, sent.id, 'unclear', false);
    restoreUnsent(place, false, []);
    expect(readDraft(inChat)).toBe('Hello');
  });

  it('is no draft when the server has it after all', () => {
    const sent = message('Hello');
    keepUnsent(place, sent);
    settleUnsent(place, sent.id, 'refused', true);
    restoreUnsent(place, false, [sent.id]);
    expect(sessionStorage).toHaveLength(0);
  });

  it('is forgotten when the person took it back, wherever it is kept', () => {
    const sent = message('Hello');
    keepUnsent(place, sent);
    settleUnsent(place, sent.id, 'refused', true);
    forgetUnsent(place, [sent.id]);
    expect(sessionStorage).toHaveLength(0);
  });
});

describe('a first message that was refused', () => {
  it('is the draft of the next new chat, with what was typed and what waits behind it', () => {
    const [first, second] = [message('Hello'), message('And then?')];
    keepUnsent(place, first);
    saveDraft(inChat, 'Typed meanwhile');
    saveDraftFiles(inChat, [cat]);
    saveMessages(inChat, 'queue', [second]);
    settleUnsent(place, first.id, 'refused', true);
    restoreUnsent({ ...place, chatId: newId() }, true, []);
    expect(readDraft(inNew)).toBe('Hello\n\nTyped meanwhile');
    expect(readDraftFiles(inNew)).toEqual([cat]);
    expect(readMessages(inNew, 'queue')).toEqual([second]);
    expect(readDraft(inChat)).toBe('');
    expect(readMessages(inChat, 'queue')).toEqual([]);
  });

  it('is there once when it is tried again and refused again', () => {
    const sent = message('Hello');
    for (let tries = 0; tries < 2; tries += 1) {
      keepUnsent(place, sent);
      settleUnsent(place, sent.id, 'refused', true);
    }
    expect(readMessages(inNew, 'unsent')).toEqual([sent]);
  });

  it('is left to it also when the page was reloaded before the answer came', () => {
    expect(leaveToNewChat(place)).toBe(false);
    const sent = message('Hello');
    keepUnsent(place, sent);
    expect(leaveToNewChat(place)).toBe(true);
    expect(readMessages(inNew, 'unsent')).toEqual([sent]);
  });
});
