// @vitest-environment happy-dom
import { useEffect, useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
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
const ended = { status: 'complete', usage: USAGE } as const;
const announce = (phase: Phase, shown?: ChatMessage) =>
  show(<ReplyAnnouncer reply={shown} phase={phase} note={NO_NOTE} />);
const told = () => document.querySelector('[aria-live=polite]')?.textContent;

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
    const before = document.querySelector('[aria-live=polite] *');
    await announce('waiting');
    await announce('idle', reply('newer', 'One.', ended));
    expect(document.querySelector('[aria-live=polite] *')).not.toBe(before);
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
