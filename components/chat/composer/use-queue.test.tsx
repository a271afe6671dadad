// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { reactRoot } from '@/tests/support/react-root';
import type { Phase } from '../conversation-state';
import { useQueue } from './use-queue';

const message = (text: string) => ({ text, files: [] });

let queue: ReturnType<typeof useQueue>;
const send = vi.fn();
const announce = vi.fn();
/** Each has an id of its own, from when it begins. */
let replies = 0;

function Chat({
  phase = 'idle',
  canGo = true,
  draftId = 'chat',
  mayGo = true,
  lastId,
}: {
  phase?: Phase;
  canGo?: boolean;
  draftId?: string;
  mayGo?: boolean;
  lastId?: string;
}) {
  const end = phase === 'idle' ? (canGo ? 'well' : 'badly') : undefined;
  if (phase !== 'idle') replies += 1;
  const last = lastId ?? `reply ${replies}`;
  queue = useQueue({ draftId, phase, end, lastId: last, mayGo: () => mayGo, send, announce });
  return null;
}

const { show, reload } = reactRoot();

async function personSends() {
  await act(async () => queue.letFollow());
  await show(<Chat phase="replying" />);
}

const waiting = () => queue.queue.map(({ text }) => text);
const sent = () => send.mock.calls.map(([{ text }]) => text);

afterEach(() => {
  send.mockReset();
  announce.mockReset();
});

describe('what waits for a reply', () => {
  it('goes when it has ended, each once', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => ['A', 'B'].map((text) => queue.add(message(text))));
    await show(<Chat />);
    expect(sent()).toEqual(['A']);
    await show(<Chat phase="replying" />);
    await show(<Chat />);
    expect(sent()).toEqual(['A', 'B']);
    await reload(<Chat phase="replying" />);
    expect(waiting()).toEqual([]);
  });

  it('waits on after a reload, and goes when the reply that is still under way has ended', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => queue.add(message('A')));
    await reload(<Chat phase="replying" />);
    expect(waiting()).toEqual(['A']);
    await show(<Chat />);
    expect(sent()).toEqual(['A']);
    expect(waiting()).toEqual([]);
  });

  // It went, and was billed, after another answer to an earlier message.
  it('waits for the person after a reload, too, where it did so before', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat phase="stopping" />);
    await show(<Chat />);
    await reload(<Chat phase="replying" />);
    await show(<Chat />);
    expect(waiting()).toEqual(['A']);
    expect(sent()).toEqual([]);
    await personSends();
    await show(<Chat />);
    expect(sent()).toEqual(['A']);
  });

  it('does not go by itself in a chat that is opened while nothing is under way', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => ['A', 'B'].map((text) => queue.add(message(text))));
    await reload(<Chat />);
    expect(waiting()).toEqual(['A', 'B']);
    expect(sent()).toEqual([]);
    await act(async () => queue.queue.slice(0, 1).map(queue.takeOut));
    await reload(<Chat />);
    expect(waiting()).toEqual(['B']);
  });

  it('does not go by itself where it may not', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat mayGo={false} />);
    expect(sent()).toEqual([]);
    expect(waiting()).toEqual(['A']);
  });

  // The message in line was sent, and billed, when a refused one was taken back, or an earlier reply looked at.
  it('does not go when a reply ended badly, and the chat then shows one that ended well', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => ['A', 'B'].map((text) => queue.add(message(text))));
    await show(<Chat canGo={false} />);
    await show(<Chat canGo />);
    expect(sent()).toEqual([]);
    expect(waiting()).toEqual(['A', 'B']);
    // The person sends the first; the rest goes when that is answered.
    await act(async () => queue.queue.slice(0, 1).map(queue.takeOut));
    await personSends();
    await show(<Chat canGo />);
    expect(sent()).toEqual(['B']);
  });

  // The message in line was sent, and billed, as the reply was complete.
  it('does not go when the reply was stopped, but ended by itself before the server heard of it', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat phase="stopping" />);
    await show(<Chat />);
    expect(sent()).toEqual([]);
    expect(waiting()).toEqual(['A']);
    // It goes after the reply to what the person sends themselves.
    await personSends();
    await show(<Chat />);
    expect(sent()).toEqual(['A']);
  });

  // It was sent, and billed, though the person had only asked for another answer.
  it.each<[string, Phase, { canGo?: boolean; mayGo?: boolean }]>([
    ['after a Stop', 'stopping', { canGo: false }],
    ['after a fault', 'replying', { canGo: false }],
    ['as it may be expensive', 'replying', { mayGo: false }],
  ])(
    'does not go when it waits for the person %s, and a message is answered again',
    async (_, phase, ended) => {
      await show(<Chat phase="replying" />);
      await act(async () => queue.add(message('A')));
      await show(<Chat phase={phase} />);
      await show(<Chat {...ended} />);
      await show(<Chat phase="waiting" />);
      await show(<Chat phase="replying" />);
      await show(<Chat />);
      expect(sent()).toEqual([]);
      expect(waiting()).toEqual(['A']);
    },
  );

  it('does not go after the reply to another version, which the person only looks at', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat phase="stopping" />);
    await show(<Chat phase="switching" />);
    await show(<Chat phase="replying" />);
    await show(<Chat />);
    expect(sent()).toEqual([]);
  });

  it('goes after a message that is answered again, where it is sent meanwhile', async () => {
    await show(<Chat />);
    await show(<Chat phase="waiting" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat />);
    expect(sent()).toEqual(['A']);
  });

  it('does not go where it is sent after a Stop, and the reply has ended by itself', async () => {
    await show(<Chat phase="stopping" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat />);
    expect(sent()).toEqual([]);
  });

  // It went out before what was shown then, and the answer stood under something else.
  it('goes after what is shown then, where another version was fetched as it was sent', async () => {
    await show(<Chat phase="switching" />);
    await act(async () => queue.add(message('A')));
    expect(sent()).toEqual([]);
    await show(<Chat />);
    expect(sent()).toEqual(['A']);
  });

  it('goes after the reply to the version that is shown then', async () => {
    await show(<Chat phase="switching" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat phase="waiting" />);
    expect(sent()).toEqual([]);
    await show(<Chat />);
    expect(sent()).toEqual(['A']);
  });

  // What waited after a Stop was sent, and billed, first.
  it('goes before what waits for the person, where another version was fetched as it was sent', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat phase="stopping" />);
    await show(<Chat phase="switching" />);
    await act(async () => ['B', 'C'].map((text) => queue.add(message(text))));
    expect(waiting()).toEqual(['B', 'C', 'A']);
    await show(<Chat />);
    expect(sent()).toEqual(['B']);
  });

  it('goes after a reply that one went after before, and was refused', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat lastId="reply" />);
    await show(<Chat phase="replying" lastId="question" />);
    await show(<Chat canGo={false} lastId="question" />);
    await show(<Chat phase="waiting" lastId="question" />);
    await act(async () => queue.add(message('B')));
    await show(<Chat lastId="reply" />);
    expect(sent()).toEqual(['A', 'B']);
  });

  it('does not go because the person looks at another version', async () => {
    await show(<Chat phase="replying" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat mayGo={false} />);
    await show(<Chat phase="switching" mayGo={false} />);
    await show(<Chat />);
    expect(sent()).toEqual([]);
    expect(waiting()).toEqual(['A']);
  });

  it('is of its chat alone, and goes along when that gets its place', async () => {
    await show(<Chat phase="replying" draftId="first" />);
    await act(async () => queue.add(message('A')));
    await show(<Chat phase="replying" draftId="second" />);
    await reload(<Chat draftId="second" />);
    expect(waiting()).toEqual(['A']);
    await reload(<Chat draftId="third" />);
    expect(waiting()).toEqual([]);
  });
});
