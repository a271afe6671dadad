import { useChat } from '@ai-sdk/react';
import { useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { ChatMessage } from '@/lib/chats/message';
import { ChatError, toChatError } from './api/chat-error';
import { type AskOptions, createChatTransport } from './api/chat-transport';
import { stopReply } from './api/stop-reply';
import { useCatchUp } from './use-catch-up';

/** Often enough to look fluent, seldom enough to leave the browser time for everything else. */
const RENDER_INTERVAL_MS = 40;
/** How long a stopped stream may take to end by itself. */
const STOP_PATIENCE_MS = 4_000;

export interface ConversationOptions {
  chatId: string;
  model: string;
  /** What was said before, when the chat was opened. */
  initialMessages: ChatMessage[];
  /** Whether a reply was under way when the chat was opened. */
  replying: boolean;
  /** Called when a reply has ended, in whichever way. */
  onReplyEnd: () => void;
}

/** What happens in the conversation: it waits for the person, for the first word, for the last one, or for the stop. */
export type Phase = 'idle' | 'waiting' | 'replying' | 'stopping';

/** A conversation with a model: what was said, what goes on, and what a person can do about it. */
export function useConversation({ chatId, model, initialMessages, replying, onReplyEnd }: ConversationOptions) {
  const [transport] = useState(createChatTransport);
  const [isStopping, setIsStopping] = useState(false);
  const chat = useChat<ChatMessage>({
    id: chatId,
    messages: initialMessages,
    transport,
    generateId: uuidv7,
    resume: replying,
    throttle: RENDER_INTERVAL_MS,
    onFinish: ({ message, isError }) => {
      setIsStopping(false);
      onReplyEnd();
      if (!isError && message.metadata?.status === undefined) void catchUp();
    },
  });
  const { isWaiting: isCatchingUp, catchUp } = useCatchUp(chatId, chat.setMessages);

  const phase = phaseOf(chat.status, isCatchingUp, isStopping);
  const problem = phase === 'idle' ? problemOf(chat.error, chat.messages) : undefined;

  function send(text: string) {
    if (phase !== 'idle') return;
    if (problem?.refused) chat.setMessages(chat.messages.slice(0, -1));
    void chat.sendMessage(
      { id: uuidv7(), role: 'user', parts: [{ type: 'text', text }] },
      { body: { model } satisfies AskOptions },
    );
  }

  function retry() {
    if (phase !== 'idle') return;
    if (problem?.code === 'connection_lost') void reconnect();
    else void chat.regenerate({ body: { model, ...(problem?.refused ? {} : { retry: true }) } satisfies AskOptions });
  }

  async function reconnect() {
    await chat.resumeStream();
    await catchUp();
  }

  async function stop() {
    setIsStopping(true);
    const giveUp = () => void chat.stop();
    if (!(await stopReply(chatId))) return giveUp();
    setTimeout(giveUp, STOP_PATIENCE_MS);
  }

  /** Takes a message that the server refused out of the conversation, to be changed. */
  function takeBack(): string {
    const refused = chat.messages.at(-1);
    chat.setMessages(chat.messages.slice(0, -1));
    chat.clearError();
    return refused ? textOf(refused) : '';
  }

  return { messages: chat.messages, phase, problem, send, stop, retry, takeBack };
}
