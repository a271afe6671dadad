// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useQueue } from './use-queue';

const message = (text: string) => ({ text, files: [] });

let root: Root;
let queue: ReturnType<typeof useQueue>;
const send = vi.fn();

function Chat({
  isIdle,
  draftId = 'chat',
  mayGo = true,
}: {
  isIdle: boolean;
  draftId?: string;
  mayGo?: boolean;
}) {
  queue = useQueue({ draftId, isIdle, canGo: isIdle, mayGo: () => mayGo, send });
  return null;
}

const show = (chat: React.ReactNode) => act(async () => root.render(chat));

/** Loads the page again. */
async function reload(chat: React.ReactNode) {
  await act(async () => root.unmount());
  root = createRoot(document.body);
  await show(chat);
}

const waiting = () => queue.queue.map(({ text }) => text);
const sent = () => send.mock.calls.map(([{ text }]) => text);

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  sessionStorage.clear();
  root = createRoot(document.body);
});

afterEach(async () => {
  await act(async () => root.unmount());
  send.mockReset();
  vi.unstubAllGlobals();
});

describe('what waits for a reply', () => {
  it('goes when it has ended, each once', async () => {
    await show(<Chat isIdle={false} />);
    await act(async () => ['A', 'B'].map((text) => queue.add(message(text))));
    await show(<Chat isIdle />);
    expect(sent()).toContain('A');
    await show(<Chat isIdle={false} />);
    await show(<Chat isIdle />);
    expect(sent()).toEqual(['A', 'B']);
    await reload(<Chat isIdle={false} />);
    expect(waiting()).toEqual([]);
  });

  it('waits on after a reload, and goes when the reply that is still under way has ended', async () => {
    await show(<Chat isIdle={false} />);
    await act(async () => queue.add(message('A')));
    await reload(<Chat isIdle={false} />);
    expect(waiting()).toEqual(['A']);
    await show(<Chat isIdle />);
    expect(sent()).toEqual(['A']);
    expect(waiting()).toEqual([]);
  });

  it('does not go by itself in a chat that is opened while nothing is under way', async () => {
    await show(<Chat isIdle={false} />);
    await act(async () => ['A', 'B'].map((text) => queue.add(message(text))));
    await reload(<Chat isIdle />);
    expect(waiting()).toEqual(['A', 'B']);
    expect(sent()).toEqual([]);
    await act(async () => queue.remove(queue.queue[0]?.id ?? ''));
    await reload(<Chat isIdle />);
    expect(waiting()).toEqual(['B']);
  });

  it('does not go by itself where it may not', async () => {
    await show(<Chat isIdle={false} />);
    await act(async () => queue.add(message('A')));
    await show(<Chat isIdle mayGo={false} />);
    expect(sent()).toEqual([]);
    expect(waiting()).toEqual(['A']);
  });

  it('is of its chat alone, and goes along when that gets its place', async () => {
    await show(<Chat isIdle={false} draftId="first" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat isIdle={false} draftId="second" />);
    await reload(<Chat isIdle draftId="second" />);
    expect(waiting()).toEqual(['A']);
    await reload(<Chat isIdle draftId="third" />);
    expect(waiting()).toEqual([]);
  });
});
