// @vitest-environment happy-dom
import { act, useEffect, useState } from 'react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ChatMessage } from '@/lib/chats/message';
import { replied, USAGE } from '@/tests/support/chat-on-the-wire';
import { reactRoot } from '@/tests/support/react-root';
import type { Phase } from '../conversation-state';
import { ReplyAnnouncer } from './reply-announcer';

const { show } = reactRoot();

const reply = (id: string, text: string, metadata: ChatMessage['metadata']): ChatMessage => ({
  ...replied(id, text),
  metadata,
});
const NO_NOTE = { id: 0, words: '' };
/** Long enough to be read out while the reply grows. */
const LONG_PIECE = `${'One and '.repeat(12)}two. `;
const ended = { status: 'complete', usage: USAGE } as const;
const announce = (phase: Phase, shown?: ChatMessage) =>
  show(<ReplyAnnouncer reply={shown} phase={phase} note={NO_NOTE} />);
/** Only what changes is read out: of what stands there, the last was told last. */
const lastTold = () => document.querySelector('[aria-live=polite] :last-child');
const told = () => lastTold()?.textContent;

/** A chat in which what waits in line is sent as soon as the reply under way has ended. */
function InLine({ phase, reply: shown }: { phase: Phase; reply: ChatMessage }) {
  const [isSent, setIsSent] = useState(false);
  useEffect(() => {
    if (phase === 'idle') setIsSent(true);
  }, [phase]);
  return (
    <ReplyAnnouncer reply={isSent ? undefined : shown} phase={isSent ? 'waiting' : phase} note={NO_NOTE} />
  );
}

describe('a screen reader', () => {
  beforeEach(() => announce('idle', reply('old', 'What was said.', ended)));

  it('is told a new reply, and what it cost', async () => {
    await announce('waiting');
    await announce('idle', reply('new', 'One.', ended));
    expect(told()).toMatch(/^One\. Reply ended: 12 in/);
  });

  it('is told what ended a reply early', async () => {
    await announce('waiting');
    await announce('idle', reply('new', 'One, two', { ...ended, cutBy: 'limit' }));
    expect(told()).toMatch(/^One, two This reply reached its output limit\. .*Reply ended: 12 in/);
  });

  // It read the whole of it, and that it had ended, and cost this much.
  it('is not told the former reply as if it were new where another one could not be written', async () => {
    await announce('waiting');
    await announce('idle', reply('old', 'What was said.', ended));
    expect(told()).not.toContain('What was said.');
    expect(told()).not.toContain('Reply ended');
    await announce('waiting');
    await announce('idle', reply('new', 'One.', ended));
    const toldBefore = told();
    await announce('waiting');
    await announce('idle', reply('new', 'One.', ended));
    // Only what changes is read out.
    expect(told()).toBe(toldBefore);
  });

  it('is told the rest of a reply that goes on after the connection was lost', async () => {
    await announce('waiting');
    await announce('idle', reply('new', 'One. ', undefined));
    await announce('replying', reply('new', 'One. ', undefined));
    await announce('idle', reply('new', 'One. Two.', ended));
    expect(told()).toMatch(/^Two\. Reply ended/);
  });

  // On a busy machine, the rest took the place of what was to be read just before, in the same moment.
  it('is told all of a reply that ends while a piece of it is read out', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    await announce('replying', reply('new', '', undefined));
    await announce('replying', reply('new', LONG_PIECE, undefined));
    await act(async () => {
      vi.advanceTimersByTime(2_500);
      await announce('idle', reply('new', `${LONG_PIECE}The end.`, ended));
    });
    const pieces = [...document.querySelectorAll('[aria-live=polite]:first-child *')];
    expect(pieces.map((piece) => piece.textContent)).toEqual([
      LONG_PIECE.trim(),
      expect.stringMatching(/^The end\. Reply ended: 12 in/),
    ]);
  });

  // “Waiting for the reply.” took the place of its last words and its cost before anybody heard them.
  it('is told the end of a reply also where another message waits in line', async () => {
    await show(<InLine phase="replying" reply={reply('new', 'One.', undefined)} />);
    await show(<InLine phase="idle" reply={reply('new', 'One.', ended)} />);
    expect(told()).toMatch(/^One\. Reply ended: 12 in/);
    expect(document.body.textContent).toContain('Waiting for the reply.');
  });

  it('is told a reply that says and costs the same as the one before it', async () => {
    await announce('waiting');
    await announce('idle', reply('new', 'One.', ended));
    const before = lastTold();
    await announce('waiting');
    await announce('idle', reply('newer', 'One.', ended));
    expect(lastTold()).not.toBe(before);
    expect(told()).toMatch(/^One\. Reply ended/);
  });

  // Who removed two messages with the same words from the line was told of one.
  it('is told the same note again', async () => {
    const note = (id: number) =>
      show(
        <ReplyAnnouncer reply={undefined} phase="idle" note={{ id, words: 'Removed from the line: “Hi”' }} />,
      );
    const toldNote = () => [...document.querySelectorAll('[aria-live=polite]')].at(-1)?.firstElementChild;
    await note(1);
    const before = toldNote();
    await note(2);
    expect(toldNote()?.textContent).toBe('Removed from the line: “Hi”');
    expect(toldNote()).not.toBe(before);
  });

  it('is told that a reply is awaited, until it has begun', async () => {
    await announce('waiting');
    expect(document.body.textContent).toContain('Waiting for the reply.');
    await announce('replying', reply('new', 'One.', undefined));
    expect(document.body.textContent).not.toContain('Waiting for the reply.');
  });
});
