import { uuidv7 } from 'uuidv7';
import type { LoadedChat } from '@/lib/chats/load-chat';
import type { ChatMessage, ChatSettings } from '@/lib/chats/message';
import { isStillShown } from './again';
import { isReplyUnseen } from './api/chat-error';
import type { AskOptions } from './api/chat-transport';
import type { KeptMessage } from './composer/kept-list';
import { forgetUnsent, keepUnsent } from './composer/unsent';
import { isBeginning, isUntaken, phaseOf, problemOf } from './conversation-state';
import { type Outgoing, outgoingOf, partsOf } from './outgoing';
import { useLastMessage } from './use-last-message';
import { useReconnect } from './use-reconnect';
import { useStop } from './use-stop';
import { useVersionSwitch } from './use-version-switch';
import { useWire, type WireOptions } from './use-wire';

export interface ConversationOptions extends WireOptions {
  model: string;
  settings: ChatSettings;
  /** Called when the person has a message answered that had no reply yet. */
  onAsk: () => void;
  /** Called with what did not arrive, once something else takes its place: the person did not give it up. */
  putBack: (outgoing: Outgoing) => void;
}

/** A conversation with a model: what was said, what goes on, and what a person can do about it. */
export function useConversation({ model, settings, onAsk, putBack, ...wire }: ConversationOptions) {
  const { place } = wire;
  const { chatId } = place;
  const onWire = useWire(wire);
  const { chat, saved, arrival, again } = onWire;
  const { isSwitching, switchTo } = useVersionSwitch(chatId, showFetched);
  const last = chat.messages.at(-1);

  const isReplying = chat.status === 'submitted' || chat.status === 'streaming' || saved.isWaiting;
  const isBusy = isReplying || isSwitching;
  const { isStopping, stop: stopReply } = useStop(chatId, isReplying, leave);
  const awaited = isReplying ? 'reply' : isSwitching ? 'version' : 'nothing';
  const phase = phaseOf(awaited, isStopping, last);
  // What is answered again had arrived before.
  const isInDoubt = !again.current && last !== undefined && arrival.inDoubt.current?.id === last.id;
  const failure = problemOf(saved.failure, chat.error, last, isInDoubt);
  const problem = isBusy ? undefined : failure;
  // Also while it is looked for, when nothing is said of it.
  const lastMessage = useLastMessage(place, onWire, failure, putBack);
  const isNew = chat.messages.length === 0 || lastMessage.isBeginningRefused;

  useReconnect(chatId, problem?.code === 'connection_lost', () => void goOn());

  function stop() {
    saved.noteStop();
    stopReply();
  }

  /** Listens to the reply no longer. */
  async function leave() {
    saved.stopWaiting();
    await chat.stop();
  }

  /** Shows the reply that goes on without us, where there is one. @returns whether nothing else is to be done */
  async function goOn(): Promise<boolean> {
    if (problem?.code === 'unreachable') return arrival.showIfArrived('same');
    if (!isReplyUnseen(problem)) return false;
    // A reply is awaited only where there is something that it can be to.
    if (lastMessage.mayHaveArrived) await lastMessage.showIfArrived();
    else void chat.resumeStream();
    return true;
  }

  const keep = (message: KeptMessage) => keepUnsent(place, { ...message, modelId: model });
  /** @param versions the messages beside which this one stands */
  function ask(before: ChatMessage[], outgoing: Outgoing, versions: string[] = []) {
    lastMessage.forget();
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
    again.current = {
      questionId: question.id,
      shownBefore: lastMessage.giveBack(),
      isUnreached: false,
    };
    saved.stopWaiting();
    void chat.regenerate({ messageId: question.id, body: { model, again: true } satisfies AskOptions });
  }

  /** One that was not taken goes, and this takes its place: of a change, beside what that was to change. */
  function send(outgoing: Outgoing) {
    if (!last || !lastMessage.isUntaken(last.id)) return ask(chat.messages, outgoing);
    lastMessage.giveBack();
    ask(chat.messages.slice(0, -1), outgoing, versionsBeside(last));
  }

  function edit(messageId: string, outgoing: Outgoing) {
    const index = chat.messages.findIndex(({ id }) => id === messageId);
    const edited = chat.messages[index];
    if (!edited) return;
    if (lastMessage.isUntaken(messageId)) forgetUnsent(place, [messageId]);
    else lastMessage.beforeEdit();
    ask(chat.messages.slice(0, index), outgoing, versionsBeside(edited));
  }

  /** The versions beside which stands what takes the place of a message. One that the server does not have is none. */
  function versionsBeside({ id, metadata }: ChatMessage): string[] {
    const versions = metadata?.versions ?? [id];
    return lastMessage.isUntaken(id) ? versions.filter((version) => version !== id) : versions;
  }

  async function retry() {
    if (isBusy || (await goOn())) return;
    if (again.current && isStillShown(again.current, chat.messages))
      return askAgain(again.current.questionId);
    if (!last) return;
    if (last.role === 'assistant') return askAgain();
    // Where the server could not be reached, it was looked for just now.
    const found = problem && isUntaken(problem.sent) ? 'missing' : await arrival.find(last.id);
    if (!found) return;
    // Where the server can't be asked, what was known before holds still.
    const isKept = found === 'kept' || (found === 'unread' && !lastMessage.mayHaveArrived);
    lastMessage.forget();
    saved.stopWaiting();
    // Where this try is refused, what was saved before stays.
    if (isKept) again.current = { questionId: last.id, shownBefore: chat.messages, isUnreached: false };
    else keep({ ...outgoingOf(last), id: last.id, beginsChat: isBeginning(chat.messages) });
    onAsk();
    // With its id, by which the server knows whether it has it.
    void chat.regenerate({ body: { model, settings } satisfies AskOptions });
  }

  /** Takes a message that the server refused out of the conversation, to be changed. @returns whether it began the chat */
  async function takeBack(): Promise<boolean> {
    if (await lastMessage.showIfArrived()) return false;
    chat.setMessages(lastMessage.giveBack());
    chat.clearError();
    return lastMessage.isBeginningUntaken;
  }

  function showFetched({ messages, replying }: LoadedChat) {
    lastMessage.giveBack();
    // Why something was not answered is said under it, and that is not shown any more.
    lastMessage.forget();
    saved.stopWaiting();
    chat.clearError();
    if (replying) arrival.follow(messages);
    else chat.setMessages(messages);
  }

  return {
    messages: chat.messages,
    phase,
    problem,
    canTakeBack: lastMessage.canTakeBack,
    mayHaveArrived: lastMessage.mayHaveArrived,
    /** Whether the server does not have the chat, as far as is known. */
    isNew,
    /** Whether it has the chat, or will in a moment: neither where it may not have got what begins it. */
    isSaved: !isNew && !lastMessage.isBeginningUntaken,
    send,
    edit,
    regenerate: askAgain,
    retry,
    stop,
    takeBack,
    showVersion: switchTo,
    showSaved: arrival.showSaved,
    showIfArrived: lastMessage.showIfArrived,
  };
}
