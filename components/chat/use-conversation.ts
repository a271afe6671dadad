import { useChat } from '@ai-sdk/react';
import { useRef, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { showVersion } from '@/app/chat/actions';
import type { ChatMessage, ChatSettings } from '@/lib/chats/message';
import { type Again, isStillShown } from './again';
import { isReplyUnseen } from './api/chat-error';
import { type AskOptions, createChatTransport } from './api/chat-transport';
import type { KeptMessage } from './composer/kept-list';
import { type ChatPlace, forgetUnsent, keepUnsent, settleUnsent } from './composer/unsent';
import { useFirstMessage } from './composer/use-first-message';
import { isBeginning, phaseOf, problemOf } from './conversation-state';
import { type Outgoing, outgoingOf, partsOf } from './outgoing';
import { savedOrShown } from './saved-or-shown';
import { useArrival } from './use-arrival';
import { useCatchUp } from './use-catch-up';
import { useIsOpen } from './use-is-open';
import { useReconnect } from './use-reconnect';
import { useStop } from './use-stop';

export interface ConversationOptions {
  place: ChatPlace;
  model: string;
  settings: ChatSettings;
  /** What was said when the chat was opened, and whether a reply was under way. */
  initialMessages: ChatMessage[];
  replying: boolean;
  /** Called when a reply has ended, in whichever way. */
  onReplyEnd: () => void;
  /** Called instead when the chat is left before that: the reply goes on. */
  onReplyLeft: () => void;
  /** Called when the person has a message answered that had no reply yet. */
  onAsk: () => void;
  /** Called with what did not arrive, once something else takes its place: the person did not give it up. */
  putBack: (outgoing: Outgoing) => void;
}

/** A conversation with a model: what was said, what goes on, and what a person can do about it. */
export function useConversation({
  place,
  model,
  settings,
  initialMessages,
  replying,
  onReplyEnd,
  onReplyLeft,
  onAsk,
  putBack,
}: ConversationOptions) {
  const { chatId } = place;
  // The reply to what was said last may have begun just after the chat was read.
  const isReplyLikely = replying || initialMessages.at(-1)?.role === 'user';
  const again = useRef<Again>(undefined);
  /** What was shown before a message was changed: its branch, which is shown again where the change is taken back. */
  const shownBeforeEdit = useRef<ChatMessage[]>([]);
  const isOpen = useIsOpen();
  const settleFirst = useFirstMessage(place);
  // Made once, so these know the first render alone: they may use refs, and what sets or reads anew, but no state, such as
  // `chat.messages`. They are called later, when what is declared below is there.
  const [transport] = useState(() =>
    createChatTransport({
      beforeReconnect: () => arrival.showIfAskedElsewhere(),
      onReconnect: (outcome) => (outcome === 'nothing' ? void saved.catchUp() : saved.stopWaiting()),
      onSent(sent, outcome, modelId) {
        const message = sent.at(-1);
        if (message) settleUnsent(place, message.id, outcome, modelId);
        if (isBeginning(sent)) settleFirst(outcome);
        if (outcome === 'unreachable' && again.current) {
          again.current.isUnreached = true;
          chat.setMessages(again.current.shownBefore);
        }
      },
    }),
  );
  const chat = useChat<ChatMessage>({
    id: chatId,
    messages: initialMessages,
    transport,
    generateId: uuidv7,
    resume: isReplyLikely,
    onFinish({ message, isError }) {
      // Who leaves listens no longer, which is told here, too.
      if (!isOpen.current) return onReplyLeft();
      onReplyEnd();
      const isKept = again.current !== undefined && !again.current.isUnreached;
      const neverBegan = isError && message.parts.length === 0 && !isKept;
      if (message.metadata?.status === undefined && !neverBegan) void saved.catchUp();
    },
  });
  const saved = useCatchUp(chatId, isReplyLikely, (messages) =>
    chat.setMessages((shown) => savedOrShown(messages, shown)),
  );

  const arrival = useArrival(place, chat, saved, again, isReplyLikely);
  const [isSwitching, setIsSwitching] = useState(false);

  const isReplying = chat.status === 'submitted' || chat.status === 'streaming' || saved.isWaiting;
  const isBusy = isReplying || isSwitching;
  const { isStopping, stop } = useStop(chatId, isReplying, leave);
  const awaited = isReplying ? 'reply' : isSwitching ? 'version' : 'nothing';
  const phase = phaseOf(awaited, isStopping, chat.messages.at(-1));
  const problem = isBusy ? undefined : problemOf(saved.failure, chat.error, chat.messages.at(-1));
  const canTakeBack = problem?.refused === true && !again.current;
  const mayHaveArrived = canTakeBack && problem.code === 'unreachable';
  const isFirstUntaken = canTakeBack && isBeginning(chat.messages);
  /** What the server has of what is shown. */
  const taken = canTakeBack ? chat.messages.slice(0, -1) : chat.messages;
  const isNew = chat.messages.length === 0 || (isFirstUntaken && !mayHaveArrived);

  useReconnect(chatId, problem?.code === 'connection_lost', () => void goOn());

  /** Listens to the reply no longer. */
  async function leave() {
    saved.stopWaiting();
    await chat.stop();
  }

  /** For before something takes the place of what could not be sent. @returns as `arrival.showIfArrived` */
  const showIfArrived = async () => mayHaveArrived && arrival.showIfArrived();

  /** Shows the reply that goes on without us, where there is one. @returns whether nothing else is to be done */
  async function goOn(): Promise<boolean> {
    if (problem?.code === 'unreachable') return arrival.showIfArrived();
    if (!isReplyUnseen(problem)) return false;
    void chat.resumeStream();
    return true;
  }

  const keep = (message: KeptMessage) => keepUnsent(place, { ...message, modelId: model });
  /** @param versions the messages beside which this one stands */
  function ask(before: ChatMessage[], outgoing: Outgoing, versions: string[] = []) {
    again.current = undefined;
    saved.stopWaiting();
    chat.setMessages(before);
    const { id = uuidv7() } = outgoing;
    const metadata = versions.length > 0 ? { versions: [...versions, id] } : undefined;
    keep({ ...outgoing, id, beginsChat: before.length === 0 && versions.length === 0 });
    const body: AskOptions = { model, ...(before.length === 0 && { settings }) };
    onAsk();
    void chat.sendMessage({ id, role: 'user', parts: partsOf(outgoing), metadata }, { body });
  }

  /** @param messageId of a message, or of a reply to it; left out: the last */
  function askAgain(messageId = chat.messages.at(-1)?.id) {
    const end = chat.messages.findIndex(({ id }) => id === messageId) + 1;
    const question = chat.messages.slice(0, end).findLast(({ role }) => role === 'user');
    if (!question) return;
    if (canTakeBack) giveBack();
    again.current = { questionId: question.id, shownBefore: taken, isUnreached: false };
    saved.stopWaiting();
    void chat.regenerate({ messageId: question.id, body: { model, again: true } satisfies AskOptions });
  }

  function send(outgoing: Outgoing) {
    if (canTakeBack) giveBack();
    ask(taken, outgoing);
  }

  /** What was refused goes from the conversation. */
  function giveBack() {
    const refused = chat.messages.at(-1);
    if (!refused) return;
    forgetUnsent(place, [refused.id]);
    putBack(outgoingOf(refused));
  }

  function edit(messageId: string, outgoing: Outgoing) {
    const index = chat.messages.findIndex(({ id }) => id === messageId);
    const edited = chat.messages[index];
    if (!edited) return;
    const versions = edited.metadata?.versions ?? [edited.id];
    const isRefused = canTakeBack && edited === chat.messages.at(-1);
    if (isRefused) forgetUnsent(place, [messageId]);
    else {
      shownBeforeEdit.current = taken;
      if (canTakeBack) giveBack();
    }
    // The server does not have what it refused, so it is no version.
    const others = isRefused ? versions.filter((id) => id !== messageId) : versions;
    ask(chat.messages.slice(0, index), outgoing, others);
  }

  async function retry() {
    if (isBusy || (await goOn())) return;
    if (again.current && isStillShown(again.current, chat.messages))
      return askAgain(again.current.questionId);
    again.current = undefined;
    const last = chat.messages.at(-1);
    if (!last) return;
    if (last.role === 'assistant') return askAgain();
    const found = problem?.refused ? 'missing' : await arrival.find(last.id);
    if (!found) return;
    // Where this try is refused, what was saved before stays.
    if (found === 'kept')
      again.current = { questionId: last.id, shownBefore: chat.messages, isUnreached: false };
    else keep({ ...outgoingOf(last), id: last.id, beginsChat: isBeginning(chat.messages) });
    onAsk();
    // With its id, by which the server knows whether it has it.
    void chat.regenerate({ body: { model, settings } satisfies AskOptions });
  }

  /** Takes a message that the server refused out of the conversation, to be changed. @returns whether it began the chat */
  async function takeBack(): Promise<boolean> {
    if (await showIfArrived()) return false;
    const refused = chat.messages.at(-1);
    giveBack();
    chat.setMessages(refused?.metadata?.versions ? shownBeforeEdit.current : taken);
    chat.clearError();
    return isFirstUntaken;
  }

  /** Until it is shown, nothing is sent, which would belong to what is shown now. @returns why it can't be shown */
  async function show(messageId: string): Promise<string | undefined> {
    setIsSwitching(true);
    try {
      const shown = await showVersion(chatId, messageId);
      if (!shown.done) return shown.message;
      if (canTakeBack) giveBack();
      // Why something was not answered is said under it, and that is not shown any more.
      again.current = undefined;
      saved.stopWaiting();
      chat.clearError();
      if (shown.value.replying) arrival.follow(shown.value.messages);
      else chat.setMessages(shown.value.messages);
      return undefined;
    } finally {
      setIsSwitching(false);
    }
  }

  return {
    messages: chat.messages,
    phase,
    problem,
    canTakeBack,
    /** Whether the server does not have the chat, as far as is known. */
    isNew,
    /** Whether it has the chat, or will in a moment: neither where it could not be reached with what begins it. */
    isSaved: !isNew && !isFirstUntaken,
    send,
    edit,
    regenerate: askAgain,
    retry,
    stop,
    takeBack,
    showVersion: show,
    showSaved: arrival.showSaved,
    showIfArrived,
  };
}
