import { useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import { isUnderWay, type Phase } from '../conversation-state';
import { cutWords } from './cut-words';
import { nextSpokenPiece } from './spoken-text';
import { textOf } from './text-of';
import { usageLine } from './usage-line';

/** Screen readers finish what they read before they go on, so more often would only pile up. */
const INTERVAL_MS = 2_500;

interface ReplyAnnouncerProps {
  reply: ChatMessage | undefined;
  phase: Phase;
  /** What else there is to say, such as which version is shown, or what waits in line. */
  note: Note;
}

/** What a screen reader is to say. With another id it is new, though it may say the same. */
export interface Note {
  id: number;
  words: string;
}

/** Reads replies out to screen readers as they come: whole sentences, some seconds apart, and at the end what cut it short, and the cost. */
export function ReplyAnnouncer({ reply, phase, note }: ReplyAnnouncerProps) {
  const [announcements, setAnnouncements] = useState<Note[]>([]);
  const [waitingNote, setWaitingNote] = useState('');
  const latest = useRef(reply);
  /** How much of which reply has been read out; nothing of those that were there when the chat was opened. */
  const spoken = useRef<{ id?: string; until: number } | undefined>(undefined);
  /** Replies that stood there at their end: where having one written anew fails, it is shown again, and is not new. */
  const old = useRef(new Set<string>());
  const isGrowing = isUnderWay(phase);

  useEffect(() => {
    latest.current = reply;
  }, [reply]);

  useEffect(() => {
    const speak = (message: ChatMessage | undefined, ended: boolean) => {
      if (!message || !spoken.current || old.current.has(message.id)) return;
      if (spoken.current.id !== message.id) spoken.current = { id: message.id, until: 0 };
      const { piece, until } = nextSpokenPiece(textOf(message), spoken.current.until, ended);
      spoken.current.until = until;
      const usage = ended ? message.metadata?.usage : undefined;
      const cut = ended ? cutWords(message) : undefined;
      const words = [piece, cut, usage && `Reply ended: ${usageLine(usage).text}.`].filter(Boolean).join(' ');
      if (words) setAnnouncements((before) => withNew(before, words));
    };
    if (!isGrowing) return speak(latest.current, true);
    spoken.current ??= { until: 0 };
    const timer = setInterval(() => speak(latest.current, false), INTERVAL_MS);
    return () => clearInterval(timer);
  }, [isGrowing]);

  useEffect(() => {
    // After the page was rendered: only what changes is read out.
    setWaitingNote(phase === 'waiting' ? 'Waiting for the reply.' : '');
  }, [phase]);

  useEffect(() => {
    // After it was read out. What the connection brought half of may go on.
    if (!isGrowing && reply?.metadata?.status) old.current.add(reply.id);
  }, [isGrowing, reply]);

  return (
    <>
      <p aria-live="polite" className="sr-only">
        {announcements.map(({ id, words }) => (
          <span key={id}>{words}</span>
        ))}
      </p>
      {/* By itself: what waits in line is sent in the moment in which the end of a reply is told. */}
      <p aria-live="polite" className="sr-only">
        {waitingNote}
      </p>
      <p aria-live="polite" className="sr-only">
        <span key={note.id}>{note.words}</span>
      </p>
    </>
  );
}

/**
 * Each is an element of its own beside the one before, of which only what is new is read out: in the place of that one, it would
 * take it away before anybody heard it, where both come in one moment.
 */
function withNew(before: Note[], words: string): Note[] {
  const last = before.at(-1);
  return [...(last ? [last] : []), { id: (last?.id ?? 0) + 1, words }];
}
