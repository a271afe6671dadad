'use client';

import { useEffect, useState } from 'react';
import { PageHeader } from '@/components/app-shell/page-header';
import type { ChatMessage } from '@/lib/chats/message';
import type { ModelChoice } from '@/lib/models';
import { Composer } from './composer/composer';
import { ModelPicker } from './composer/model-picker';
import { rememberModel } from './composer/remember-model';
import { preloadMarkdown } from './markdown/lazy-markdown';
import { MessageList } from './message/message-list';
import { ReplyAnnouncer } from './message/reply-announcer';
import { totalCost } from './message/usage-line';
import { ProblemNotice } from './notice/problem-notice';
import { useChatList } from './sidebar/chat-list-provider';
import { StickToBottom, useStick } from './stick-to-bottom';
import { Suggestions } from './suggestions';
import { useConversation } from './use-conversation';

export interface ConversationProps {
  chatId: string;
  /** Nothing while nobody has said anything. */
  title?: string;
  models: [ModelChoice, ...ModelChoice[]];
  /** Which model answers at first. */
  modelId: string | undefined;
  initialMessages?: ChatMessage[];
  /** Whether a reply was under way when the chat was opened. */
  replying?: boolean;
  /** Called with what is sent, before it is. */
  onSend?: (text: string) => void;
}

/** A chat: what was said, and where one says more. */
export function Conversation(props: ConversationProps) {
  const { chatId, models, initialMessages = [], replying = false } = props;
  const [model, setModel] = useState(() => models.find(({ id }) => id === props.modelId) ?? models[0]);
  const [draft, setDraft] = useState({ text: '', version: 0 });
  const chatList = useChatList();
  const stick = useStick();
  const conversation = useConversation({
    chatId,
    model: model.id,
    initialMessages,
    replying,
    onReplyEnd: chatList.refresh,
  });
  const { messages, phase, problem } = conversation;
  const title = chatList.titleOf(chatId) ?? props.title ?? 'New chat';
  const lastMessage = messages.at(-1);

  useEffect(() => {
    document.title = `${title} · Tokentally`;
  }, [title]);

  function send(text: string) {
    preloadMarkdown();
    props.onSend?.(text);
    chatList.sent(chatId, text);
    conversation.send(text);
    void stick.scrollToBottom();
  }

  function choose(choice: ModelChoice) {
    setModel(choice);
    void rememberModel(choice.id);
  }

  return (
    <>
      <PageHeader title={title}>
        <ChatTotal messages={messages} />
      </PageHeader>
      <StickToBottom stick={stick} label="Conversation">
        {messages.length === 0 && <Suggestions demo={model.demo} onPick={send} />}
        {messages.length > 0 && <MessageList messages={messages} phase={phase} />}
        {problem && (
          <ProblemNotice
            problem={problem}
            onRetry={conversation.retry}
            onEdit={() => setDraft({ text: conversation.takeBack(), version: draft.version + 1 })}
          />
        )}
      </StickToBottom>
      <ReplyAnnouncer reply={lastMessage?.role === 'assistant' ? lastMessage : undefined} phase={phase} />
      <div className="mx-auto w-full max-w-3xl shrink-0 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-6">
        <Composer
          key={draft.version}
          initialText={draft.text}
          phase={phase}
          contextTokens={model.contextWindow}
          onSend={send}
          onStop={conversation.stop}
        >
          <ModelPicker models={models} model={model} onChoose={choose} />
        </Composer>
        <p className="min-h-5 text-balance pt-2 text-center text-muted-foreground text-xs">
          {model.demo && 'Demo — answers come from built-in text, not from a model'}
        </p>
      </div>
    </>
  );
}

/** What the replies of this chat cost together. */
function ChatTotal({ messages }: { messages: ChatMessage[] }) {
  const total = totalCost(messages.flatMap(({ metadata }) => metadata?.usage ?? []));
  if (!total) return null;
  return (
    <p className="shrink-0 text-muted-foreground text-xs tabular-nums">
      <span className="sr-only">This chat cost </span>
      {total}
    </p>
  );
}
