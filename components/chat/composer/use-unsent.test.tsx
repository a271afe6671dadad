// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId, type UserId } from '@/lib/ids';
import { reactRoot } from '@/tests/support/react-root';
import { draftIdOf } from './draft';
import { readChoice, saveChoice } from './kept-choice';
import { readMessages, saveMessages } from './kept-list';
import type { ChatPlace } from './unsent';
import { useUnsent } from './use-unsent';

const cat = { type: 'file', mediaType: 'image/png', filename: 'cat.png', url: '/api/attachments/1' } as const;
const putBack = vi.fn();
const showSaved = vi.fn<Parameters<typeof useUnsent>[0]['showSaved']>();
const { show, reload } = reactRoot();

let place: ChatPlace;

beforeEach(() => {
  vi.useFakeTimers();
  place = { userId: newId<UserId>(), chatId: newId() };
  putBack.mockReset();
  showSaved.mockReset().mockResolvedValue([]);
});

afterEach(() => vi.useRealTimers());

function Chat({ isNew = false, isIdle = true, shownIds = [] as string[] }) {
  useUnsent({ place, isNew, isIdle, shownIds, showSaved, putBack });
  return null;
}

const passes = (ms = 15_000) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

/** Leaves what was sent before the page was loaded anew. */
function sent(text: string, chatId?: string, isRefused?: true) {
  const message = { id: newId(), text, files: [], isRefused };
  const draftId = draftIdOf(place.userId, chatId);
  saveMessages(draftId, 'unsent', [...readMessages(draftId, 'unsent'), message]);
  return message.id;
}

describe('what was sent before a chat is opened', () => {
  it('is put back, once and in one piece, when the server does not have it', async () => {
    sent('A', place.chatId);
    const draftId = draftIdOf(place.userId, place.chatId);
    const other = { id: newId(), text: 'B', files: [cat] };
    saveMessages(draftId, 'unsent', [...readMessages(draftId, 'unsent'), other]);
    await show(<Chat />);
    await passes();
    expect(putBack.mock.calls).toEqual([[{ text: 'A\n\nB', files: [cat] }]]);
    await reload(<Chat />);
    expect(putBack).toHaveBeenCalledOnce();
  });

  it('is put back in a new chat, which the server has nothing of', async () => {
    sent('A');
    await show(<Chat isNew />);
    expect(putBack.mock.calls).toEqual([[{ text: 'A', files: [] }]]);
    expect(showSaved).not.toHaveBeenCalled();
  });

  it('is forgotten when it is shown', async () => {
    const id = sent('A', place.chatId);
    await show(<Chat shownIds={[id]} />);
    await reload(<Chat />);
    expect(putBack).not.toHaveBeenCalled();
    expect(sessionStorage).toHaveLength(0);
  });

  // The model of one that had arrived stayed chosen.
  it.each([
    ['is forgotten with one that has arrived', true, undefined],
    ['is kept with one that is put back', false, 'cheap'],
  ])('has a model that was chosen for it, which %s', async (_, hasArrived, modelId) => {
    const draftId = draftIdOf(place.userId, place.chatId);
    const message = { id: newId(), text: 'A', files: [], modelId: 'cheap' };
    saveMessages(draftId, 'unsent', [message]);
    saveChoice(draftId, { modelId: 'cheap' });
    await show(<Chat shownIds={hasArrived ? [message.id] : []} />);
    await passes();
    expect(readChoice(draftId).modelId).toBe(modelId);
  });

  it('is looked for: it may have arrived after the page was read', async () => {
    const [arrived] = [sent('A', place.chatId), sent('B', place.chatId)];
    showSaved.mockResolvedValueOnce([arrived]);
    await show(<Chat />);
    await passes();
    expect(putBack.mock.calls).toEqual([[{ text: 'B', files: [] }]]);
    expect(sessionStorage).toHaveLength(0);
  });

  // It was put back after one look, and was answered, and billed, twice where the server took seconds to save it.
  it('is looked for until the server has had the time to save it', async () => {
    const id = sent('A', place.chatId);
    await show(<Chat />);
    await passes(5_000);
    expect(putBack).not.toHaveBeenCalled();
    showSaved.mockResolvedValue([id]);
    await passes();
    expect(putBack).not.toHaveBeenCalled();
    expect(sessionStorage).toHaveLength(0);
  });

  it('is put back after one look where the server has refused it', async () => {
    sent('A', place.chatId, true);
    await show(<Chat />);
    expect(putBack.mock.calls).toEqual([[{ text: 'A', files: [] }]]);
    expect(showSaved).toHaveBeenCalledOnce();
  });

  // What had been asked while it was looked for was gone from the page.
  it('is not to be shown any more once something else is under way, and is looked for after that', async () => {
    const id = sent('A', place.chatId);
    showSaved.mockReturnValueOnce(new Promise(() => undefined));
    await show(<Chat />);
    const isWanted = showSaved.mock.lastCall?.[1];
    expect(isWanted?.()).toBe(true);
    await show(<Chat isIdle={false} />);
    expect(isWanted?.()).toBe(false);
    showSaved.mockResolvedValue([id]);
    await show(<Chat />);
    expect(sessionStorage).toHaveLength(0);
  });

  // It was put back as a new message though the server had it, and was billed again when it was sent.
  it('is looked for again where that failed, until it is known whether it has arrived', async () => {
    const [arrived] = [sent('A', place.chatId), sent('B', place.chatId)];
    showSaved.mockResolvedValue(undefined);
    await show(<Chat />);
    await passes();
    expect(putBack).not.toHaveBeenCalled();
    showSaved.mockReset().mockResolvedValueOnce([arrived]).mockResolvedValue([]);
    await passes();
    expect(putBack.mock.calls).toEqual([[{ text: 'B', files: [] }]]);
    expect(sessionStorage).toHaveLength(0);
  });

  // The server was asked every two seconds for as long as the page was open.
  it('is asked for once where that can’t be known, as by who is signed out, and is kept', async () => {
    sent('A', place.chatId);
    showSaved.mockResolvedValue('unknowable');
    await show(<Chat />);
    await passes();
    expect(showSaved).toHaveBeenCalledOnce();
    expect(putBack).not.toHaveBeenCalled();
    showSaved.mockResolvedValue([]);
    await reload(<Chat />);
    await passes();
    expect(putBack.mock.calls).toEqual([[{ text: 'A', files: [] }]]);
  });

  it('is kept for the next time where it could not be looked for', async () => {
    sent('A', place.chatId);
    showSaved.mockResolvedValueOnce(undefined);
    await show(<Chat />);
    expect(putBack).not.toHaveBeenCalled();
    await reload(<Chat />);
    await passes();
    expect(putBack.mock.calls).toEqual([[{ text: 'A', files: [] }]]);
  });

  it('is waited for while a reply is under way, which may be the one to it', async () => {
    const id = sent('A', place.chatId);
    await show(<Chat isIdle={false} />);
    expect(showSaved).not.toHaveBeenCalled();
    await show(<Chat shownIds={[id]} />);
    expect(putBack).not.toHaveBeenCalled();
    expect(sessionStorage).toHaveLength(0);
  });

  it('is kept when the page is closed before it was found', async () => {
    sent('A', place.chatId);
    showSaved.mockReturnValueOnce(new Promise(() => undefined));
    await show(<Chat />);
    await reload(<Chat />);
    await passes();
    expect(putBack.mock.calls).toEqual([[{ text: 'A', files: [] }]]);
  });
});
