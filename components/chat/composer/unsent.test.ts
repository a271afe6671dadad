// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import { draftIdOf, readDraft, saveDraft } from './draft';
import { readDraftFiles, readMessages, saveDraftFiles, saveMessages } from './kept-list';
import { type ChatPlace, forgetUnsent, keepUnsent, leaveToNewChat, readUnsent, settleUnsent } from './unsent';

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
    settleUnsent(place, sent.id, 'taken');
    expect(sessionStorage).toHaveLength(0);
  });

  it('is kept when it was refused, and says so, or it is not known whether the server has it', () => {
    for (const [outcome, kept] of [
      ['refused', { isRefused: true }],
      ['unclear', {}],
    ] as const) {
      const sent = { ...message('Hello'), files: [cat] };
      keepUnsent(place, sent);
      settleUnsent(place, sent.id, outcome);
      expect(readUnsent(place)).toEqual([{ ...sent, ...kept }]);
      forgetUnsent(place, [sent.id]);
    }
  });

  it('is refused no longer once it is tried again', () => {
    const sent = message('Hello');
    for (const outcome of ['refused', 'unclear'] as const) {
      keepUnsent(place, sent);
      settleUnsent(place, sent.id, outcome);
    }
    expect(readUnsent(place)).toEqual([sent]);
  });

  it('is not taken for lost while it is on its way: another page of the same tab must not send it too', () => {
    const sent = message('Hello');
    keepUnsent(place, sent);
    expect(readUnsent(place)).toEqual([]);
    settleUnsent(place, sent.id, 'unclear');
    expect(readUnsent(place)).toEqual([sent]);
  });

  it('is forgotten when the person took it back, wherever it is kept', () => {
    const sent = message('Hello');
    keepUnsent(place, sent);
    settleUnsent(place, sent.id, 'refused');
    forgetUnsent(place, [sent.id]);
    expect(sessionStorage).toHaveLength(0);
  });
});

describe('what was written in a chat that the server does not have', () => {
  it('is left to the next new chat: the message, what was typed and what waits behind it', () => {
    const [first, second] = [message('Hello'), message('And then?')];
    keepUnsent(place, first);
    saveDraft(inChat, 'Typed meanwhile');
    saveDraftFiles(inChat, [cat]);
    saveMessages(inChat, 'queue', [second]);
    settleUnsent(place, first.id, 'refused');
    expect(leaveToNewChat(place)).toBe(true);
    expect(readUnsent({ userId: place.userId })).toMatchObject([first]);
    expect(readDraft(inNew)).toBe('Typed meanwhile');
    expect(readDraftFiles(inNew)).toEqual([cat]);
    expect(readMessages(inNew, 'queue')).toEqual([second]);
    expect(readDraft(inChat)).toBe('');
    expect(readMessages(inChat, 'queue')).toEqual([]);
  });

  it('is there once when it is tried again and left again', () => {
    expect(leaveToNewChat(place)).toBe(false);
    const sent = message('Hello');
    for (let tries = 0; tries < 2; tries += 1) {
      keepUnsent(place, sent);
      expect(leaveToNewChat(place)).toBe(true);
    }
    expect(readMessages(inNew, 'unsent')).toEqual([sent]);
  });
});
