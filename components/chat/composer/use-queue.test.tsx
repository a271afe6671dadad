// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import { useQueue } from './use-queue';

const message = (text: string) => ({ text, files: [] });

let queue: ReturnType<typeof useQueue>;
const send = vi.fn();

function Chat({
  isIdle,
  canGo = isIdle,
  draftId = 'chat',
  mayGo = true,
}: {
  isIdle: boolean;
  canGo?: boolean;
  draftId?: string;
  mayGo?: boolean;
}) {
  queue = useQueue({ draftId, isIdle, canGo, mayGo: () => mayGo, send });
  return null;
}

const { show, reload } = reactRoot();

const waiting = () => queue.queue.map(({ text }) => text);
const sent = () => send.mock.calls.map(([{ text }]) => text);

afterEach(() => void send.mockReset());

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

  // It was sent, and billed, when a refused message was taken back, or an earlier reply looked at.
  it('does not go when a reply ended badly, and the chat then shows one that ended well', async () => {
    await show(<Chat isIdle={false} />);
    await act(async () => ['A', 'B'].map((text) => queue.add(message(text))));
    await show(<Chat isIdle canGo={false} />);
    await show(<Chat isIdle canGo />);
    expect(sent()).toEqual([]);
    expect(waiting()).toEqual(['A', 'B']);
    // The person sends the first; the rest goes when that is answered.
    await act(async () => queue.remove(queue.queue[0]?.id ?? ''));
    await show(<Chat isIdle={false} />);
    await show(<Chat isIdle canGo />);
    expect(sent()).toEqual(['B']);
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
