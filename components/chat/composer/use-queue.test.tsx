// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { useQueue } from './use-queue';

const message = (text: string) => ({ text, files: [] });

let queue: ReturnType<typeof useQueue>;
const send = vi.fn();
const announce = vi.fn();

function Chat({
  isIdle,
  isStopping = false,
  canGo = isIdle,
  draftId = 'chat',
  mayGo = true,
}: {
  isIdle: boolean;
  isStopping?: boolean;
  canGo?: boolean;
  draftId?: string;
  mayGo?: boolean;
}) {
  queue = useQueue({ draftId, isIdle, isStopping, canGo, mayGo: () => mayGo, send, announce });
  return null;
}

const { show, reload } = reactRoot();

const waiting = () => queue.queue.map(({ text }) => text);
const sent = () => send.mock.calls.map(([{ text }]) => text);

afterEach(() => {
  send.mockReset();
  announce.mockReset();
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
    await act(async () => queue.queue.slice(0, 1).map(queue.takeOut));
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

  // The message in line was sent, and billed, when a refused one was taken back, or an earlier reply looked at.
  it('does not go when a reply ended badly, and the chat then shows one that ended well', async () => {
    await show(<Chat isIdle={false} />);
    await act(async () => ['A', 'B'].map((text) => queue.add(message(text))));
    await show(<Chat isIdle canGo={false} />);
    await show(<Chat isIdle canGo />);
    expect(sent()).toEqual([]);
    expect(waiting()).toEqual(['A', 'B']);
    // The person sends the first; the rest goes when that is answered.
    await act(async () => queue.queue.slice(0, 1).map(queue.takeOut));
    await show(<Chat isIdle={false} />);
    await show(<Chat isIdle canGo />);
    expect(sent()).toEqual(['B']);
  });

  // The message in line was sent, and billed, as the reply was complete.
  it('does not go when the reply was stopped, but ended by itself before the server heard of it', async () => {
    await show(<Chat isIdle={false} />);
    await act(async () => queue.add(message('A')));
    await show(<Chat isIdle={false} isStopping />);
    await show(<Chat isIdle />);
    expect(sent()).toEqual([]);
    expect(waiting()).toEqual(['A']);
    // It goes after the reply to what the person sends themselves.
    await show(<Chat isIdle={false} />);
    await show(<Chat isIdle />);
    expect(sent()).toEqual(['A']);
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
