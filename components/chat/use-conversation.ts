import { useChat } from '@ai-sdk/react';
import { useEffect, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { ChatMessage } from '@/lib/chats/message';
import { type ChatError, toChatError, unanswered } from './api/chat-error';
import { type AskOptions, createChatTransport } from './api/chat-transport';
import { stopReply } from './api/stop-reply';
import { textOf } from './message/text-of';
import { useCatchUp } from './use-catch-up';

/** Often enough to look fluent, seldom enough to leave the browser time for everything else. */
const RENDER_INTERVAL_MS = 40;
/** How long a stopped reply may take to end by itself. */
const STOP_PATIENCE_MS = 4_000;
/** A Stop can come before the reply that it means has begun on the server. */
const STOP_AGAIN_MS = 1_000;

export interface ConversationOptions {
  chatId: string;
  model: string;
  /** What was said when the chat was opened, and whether a reply was under way. */
  initialMessages: ChatMessage[];
  replying: boolean;
  /** Called when a reply has ended, in whichever way. */
  onReplyEnd: () => void;
}

/** What is awaited: the person, the first word of a reply, its last word, or its stop. */
export type Phase = 'idle' | 'waiting' | 'replying' | 'stopping';

/** A conversation with a model: what was said, what goes on, and what a person can do about it. */
export function useConversation({
  chatId,
  model,
  initialMessages,
  replying,
  onReplyEnd,
}: ConversationOptions) {
  const [isStopping, setIsStopping] = useState(false);
  const [transport] = useState(() =>
    createChatTransport((outcome) => (outcome === 'nothing' ? void saved.catchUp() : saved.stopWaiting())),
  );
  const chat = useChat<ChatMessage>({
    id: chatId,
    messages: initialMessages,
    transport,
    generateId: uuidv7,
    resume: replying,
    throttle: RENDER_INTERVAL_MS,
    onFinish({ message, isError }) {
      onReplyEnd();
      const neverBegan = isError && message.parts.length === 0;
      if (message.metadata?.status === undefined && !neverBegan) void saved.catchUp();
    },
  });
  const saved = useCatchUp(chatId, replying, (messages) =>
    chat.setMessages((shown) => (messages.length < shown.length ? shown : messages)),
  );

  const isBusy = chat.status === 'submitted' || chat.status === 'streaming' || saved.isWaiting;
  const phase = phaseOf(isBusy, isStopping, chat.messages.at(-1));
  const problem = isBusy ? undefined : problemOf(saved.failure ?? chat.error, chat.messages.at(-1));

  useEffect(() => {
    if (!isBusy) setIsStopping(false);
  }, [isBusy]);

  useEffect(() => {
    if (!isStopping) return;
    const ask = async () => {
      if (!(await stopReply(chatId))) await chat.stop();
    };
    void ask();
    const again = setInterval(ask, STOP_AGAIN_MS);
    const giveUp = setTimeout(chat.stop, STOP_PATIENCE_MS);
    return () => {
      clearInterval(again);
      clearTimeout(giveUp);
    };
  }, [isStopping, chatId, chat.stop]);

  const isCutOff = problem?.code === 'connection_lost';
  useEffect(() => {
    if (!isCutOff) return;
    const reconnect = () => void chat.resumeStream();
    addEventListener('online', reconnect);
    return () => removeEventListener('online', reconnect);
  }, [isCutOff, chat.resumeStream]);

  function send(text: string) {
    if (problem?.refused) chat.setMessages(chat.messages.slice(0, -1));
    const message = { id: uuidv7(), role: 'user', parts: [{ type: 'text', text }] } as const;
    void chat.sendMessage(
      { ...message, parts: [...message.parts] },
      { body: { model } satisfies AskOptions },
    );
  }

  function retry() {
    if (isCutOff) return void chat.resumeStream();
    // A message is sent again with its id, by which the server knows whether it has it.
    const hasReply = chat.messages.at(-1)?.role === 'assistant';
    void chat.regenerate({ body: { model, ...(hasReply && { retry: true }) } satisfies AskOptions });
  }

  /** Takes a message that the server refused out of the conversation, and gives its text, to be changed. */
  function takeBack(): string {
    const refused = chat.messages.at(-1);
    chat.setMessages(chat.messages.slice(0, -1));
    chat.clearError();
    return refused ? textOf(refused) : '';
  }

  return { messages: chat.messages, phase, problem, send, retry, stop: () => setIsStopping(true), takeBack };
}

function phaseOf(isBusy: boolean, isStopping: boolean, last: ChatMessage | undefined): Phase {
  if (!isBusy) return 'idle';
  if (isStopping) return 'stopping';
  const hasBegun = last?.role === 'assistant' && last.parts.some(({ type }) => type !== 'step-start');
  return hasBegun ? 'replying' : 'waiting';
}

function problemOf(error: Error | undefined, last: ChatMessage | undefined): ChatError | undefined {
  if (error) return toChatError(error);
  return last?.role === 'user' ? unanswered() : undefined;
}
