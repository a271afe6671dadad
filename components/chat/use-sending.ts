import { useEffect, useRef, useState } from 'react';
import { isReplyUnseen } from './api/chat-error';
import type { Attachments } from './attach/use-attachments';
import type { KeptMessage } from './composer/kept-list';
import type { ChatPlace } from './composer/unsent';
import { useQueue } from './composer/use-queue';
import { useUnsent } from './composer/use-unsent';
import { endOf } from './conversation-state';
import type { Outgoing } from './outgoing';
import type { useSpendGuard } from './spend/use-spend-guard';
import type { useConversation } from './use-conversation';

/**
 * The ways of what is written into a conversation: at once, in line, or back into the composer where it could not be
 * sent.
 */
export function useSending(options: {
  place: ChatPlace;
  draftId: string;
  conversation: ReturnType<typeof useConversation>;
  guard: ReturnType<typeof useSpendGuard>;
  attachments: Attachments;
  /** Called with what is sent, before it is. */
  begin: (outgoing: Outgoing) => void;
  /** Called with what a screen reader is to say. */
  announce: (words: string) => void;
}) {
  const { place, draftId, conversation, guard, attachments, begin, announce } = options;
  const { messages, phase, problem, canTakeBack, mayHaveArrived } = conversation;
  const [takenBack, setTakenBack] = useState<Outgoing>();
  const lastId = messages.at(-1)?.id;
  const isIdle = phase === 'idle';
  const isReplyMissing = isReplyUnseen(problem);
  const sendsAtOnce = isIdle && !isReplyMissing;

  const { queue, isRead, add, remove, takeOut, letFollow } = useQueue({
    draftId,
    phase,
    end: endOf(phase, problem, messages.at(-1)),
    lastId,
    mayGo: (outgoing) => !guard.expensive(messages, outgoing),
    send: (outgoing) => void send(outgoing),
    announce,
  });
  useUnsent({
    place,
    isNew: conversation.isNew,
    // What could not be sent stands there until then, and would be gone from the page.
    isIdle: isIdle && !canTakeBack && !mayHaveArrived,
    shownIds: messages.map(({ id }) => id),
    showSaved: conversation.showSaved,
    putBack,
  });

  /**
   * Sends it, unless what was sent before has arrived after all, and is being answered.
   *
   * @param isWanted is asked just before: the person may have taken it out of the line meanwhile
   */
  async function send(outgoing: Outgoing, isWanted = () => true) {
    if ((await conversation.showIfArrived()) || !isWanted()) return;
    begin(outgoing);
    conversation.send(outgoing);
  }

  async function sendOrAdd(outgoing: Outgoing) {
    if (!mayHaveArrived) return send(outgoing);
    // While the server is asked what it has, a reload must not lose this: it waits in line, which is kept.
    const waiting = add(outgoing);
    await send(waiting, () => takeOut(waiting));
  }

  /** What is sent now would take the place of that reply: it goes by itself once that is there. */
  function addAfterMissing(outgoing: Outgoing) {
    add(outgoing);
    void conversation.retry();
  }

  function putBack(outgoing: Outgoing) {
    attachments.putBack(outgoing.files);
    setTakenBack(outgoing);
    announce('A message that was not sent is back in the field.');
  }

  /** At once, or in line. */
  const deliver = !isIdle ? add : isReplyMissing ? addAfterMissing : sendOrAdd;

  /** While the person is asked about a message, what was sent before may be found to have arrived, and be answered. */
  const latest = useRef({ conversation, lastId, sendsAtOnce, send, deliver });
  useEffect(() => {
    latest.current = { conversation, lastId, sendsAtOnce, send, deliver };
  });
  const deliverNow = (outgoing: Outgoing) => void latest.current.deliver(outgoing);

  /** Where it may be expensive, the person decides. */
  async function sendIfAllowed(outgoing: Outgoing) {
    if (await guard.allows(messages, outgoing)) deliverNow(outgoing);
  }

  async function sendWaiting(waiting: KeptMessage) {
    if (!(await guard.allows(messages, waiting))) return;
    // Otherwise it waits on.
    if (latest.current.sendsAtOnce) await latest.current.send(waiting, () => takeOut(waiting));
  }

  /** “Try again”, or “Reconnect”: to see a reply that goes on costs nothing. */
  async function retry() {
    if (!isReplyMissing && !(await guard.allows(messages))) return;
    if (latest.current.lastId === lastId) void latest.current.conversation.retry();
  }

  return {
    queue,
    isQueueRead: isRead,
    remove,
    takenBack,
    /** Whether what is sent goes at once. Otherwise it waits in line, and nothing in line can be sent. */
    sendsAtOnce,
    /** Of the composer, where the person was asked already. */
    send: deliverNow,
    sendIfAllowed,
    sendWaiting,
    retry,
    letFollow,
    putBack,
  };
}
