'use client';

import { useRef, useState } from 'react';
import { PageHeader } from '@/components/app-shell/page-header';
import { rememberInCookie } from '@/components/ui/remember-in-cookie';
import type { ChatFigures } from '@/lib/chats/figures';
import type { ChatMessage, ChatSettings } from '@/lib/chats/message';
import type { UserId } from '@/lib/ids';
import type { ModelChoice } from '@/lib/models';
import { DropTarget } from './attach/drop-target';
import { useAttachments } from './attach/use-attachments';
import { Composer } from './composer/composer';
import { MODEL_COOKIE } from './composer/model-cookie';
import { ModelPicker } from './composer/model-picker';
import { QueueList } from './composer/queue-list';
import { useChoice, useKeptChoice } from './composer/use-choice';
import { useDraftId } from './composer/use-draft-id';
import { isUnderWay } from './conversation-state';
import { ChatTools } from './header/chat-tools';
import { ChatTotal } from './header/chat-total';
import { useFigures } from './header/use-figures';
import { late } from './late';
import { preloadMarkdown } from './markdown/lazy-markdown';
import { MessageActionsContext } from './message/message-actions';
import { MessageList } from './message/message-list';
import { ReplyAnnouncer } from './message/reply-announcer';
import { useSoughtMessage } from './message/use-sought-message';
import { Footnotes } from './notice/footnotes';
import { ProblemNotice } from './notice/problem-notice';
import { labelOf, type Outgoing } from './outgoing';
import { useChatListChanges } from './sidebar/chat-list-provider';
import { useSpendGuard } from './spend/use-spend-guard';
import { StickToBottom, type StickToBottomHandle } from './stick-to-bottom';
import { Suggestions } from './suggestions';
import { showToast } from './toast/show-toast';
import { useConversation } from './use-conversation';
import { useKeptFocus } from './use-kept-focus';
import { useMessageActionsOf } from './use-message-actions-of';
import { useSending } from './use-sending';
import { useTitle } from './use-title';

const QUEUED =
  'What was found is in another version, and a message waits in line. Send or remove it, then search again.';

const LateSpendDialog = late(() => import('./spend/spend-dialog'));

export interface ConversationProps {
  userId: UserId;
  chatId: string;
  /** Nothing while nobody has said anything. */
  title?: string;
  models: [ModelChoice, ...ModelChoice[]];
  /** Which model answers at first. */
  modelId: string | undefined;
  figures: ChatFigures;
  /** Whether something may have been used since the figures were read. */
  areFiguresOld?: boolean;
  settings?: ChatSettings;
  shareId?: string | null;
  initialMessages?: ChatMessage[];
  /** Whether a reply was under way when the chat was opened. */
  replying?: boolean;
  /** Called with what is sent, before it is. */
  onSend?: (text: string) => void;
  /** Called when what began the chat was taken back. */
  onBeginningTakenBack?: () => void;
  /** Called with the id of a model when it is chosen. */
  onChoose?: (modelId: string) => void;
}

/** A chat: what was said, and where one says more. */
export function Conversation(props: ConversationProps) {
  const { userId, chatId, models, initialMessages = [], replying = false } = props;
  const choice = useChoice(models, props);
  const { model, settings } = choice;
  const place = { userId, chatId };
  const chatList = useChatListChanges();
  const { figures, refresh: refreshFigures } = useFigures(chatId, props.figures, props.areFiguresOld);
  const log = useRef<StickToBottomHandle>(null);
  const conversation = useConversation({
    place,
    model: model.id,
    settings,
    initialMessages,
    replying,
    onReplyEnd() {
      chatList.refresh();
      refreshFigures();
    },
    // So the list learns that a title is to come.
    onReplyLeft: chatList.refresh,
    onAsk: () => sending.letFollow(),
    putBack: (outgoing) => sending.putBack(outgoing),
  });
  const { messages, phase, problem } = conversation;
  const guard = useSpendGuard(userId, model, settings.instructions, figures.allowance);
  const { question } = guard;
  const [note, setNote] = useState({ id: 0, words: '' });
  const announce = (words: string) => setNote(({ id }) => ({ id: id + 1, words }));
  const actions = useMessageActionsOf(conversation, guard.allows, begin, announce);
  const draftId = useDraftId(place, conversation.isNew);
  useKeptChoice(draftId, conversation.isNew, choice);
  const attachments = useAttachments(draftId);
  const sending = useSending({ place, draftId, conversation, guard, attachments, begin, announce });
  const { queue, sendsAtOnce } = sending;
  const lastMessage = messages.at(-1);
  useKeptFocus();
  const sought = useSoughtMessage(messages, phase, sending.isQueueRead, showSought, log);
  const title = useTitle(chatId, props.title, refreshFigures);

  /** What goes with every message, whether new or changed. */
  function begin(outgoing: Outgoing) {
    preloadMarkdown();
    props.onSend?.(labelOf(outgoing));
    chatList.sent(chatId, props.title ?? labelOf(outgoing));
    log.current?.scrollToEnd();
  }

  /** Not where something waits, or goes just now: it was written to come after what is shown. */
  async function showSought(messageId: string) {
    if (phase !== 'idle' || queue.length === 0) return actions.showVersion(messageId);
    showToast(QUEUED);
    return false;
  }

  async function takeBack() {
    if (await conversation.takeBack()) props.onBeginningTakenBack?.();
  }

  function choose({ id }: ModelChoice) {
    choice.change({ modelId: id });
    props.onChoose?.(id);
    rememberInCookie(MODEL_COOKIE, id);
  }

  return (
    <>
      <PageHeader title={title}>
        <ChatTotal total={figures.total} />
        <ChatTools
          userId={userId}
          chatId={chatId}
          isSaved={conversation.isSaved}
          isReplying={isUnderWay(phase)}
          shareId={props.shareId ?? null}
          settings={settings}
          onSettings={(changed) => choice.change({ settings: changed })}
        />
      </PageHeader>
      <StickToBottom ref={log} label="Conversation">
        {messages.length === 0 && (
          <Suggestions model={model} onPick={(text) => sending.sendIfAllowed({ text, files: [] })} />
        )}
        {messages.length > 0 && (
          <MessageActionsContext value={actions}>
            <MessageList messages={messages} phase={phase} sought={sought} />
          </MessageActionsContext>
        )}
        {problem && (
          <ProblemNotice
            problem={problem}
            returnTo={conversation.isNew ? '/chat' : `/chat/${chatId}`}
            onRetry={sending.retry}
            onEdit={conversation.canTakeBack ? takeBack : undefined}
          />
        )}
      </StickToBottom>
      <DropTarget onFiles={attachments.add} />
      <ReplyAnnouncer
        reply={lastMessage?.role === 'assistant' ? lastMessage : undefined}
        phase={phase}
        note={note}
      />
      <div className="mx-auto w-full max-w-3xl shrink-0 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-6">
        <QueueList
          queue={queue}
          canSend={sendsAtOnce}
          firstEstimate={sendsAtOnce && queue[0] ? guard.expensive(messages, queue[0]) : undefined}
          onSend={sending.sendWaiting}
          onRemove={sending.remove}
        />
        <Composer
          draftId={draftId}
          takenBack={sending.takenBack}
          phase={phase}
          model={model}
          attachments={attachments}
          usedTokens={lastUsage(messages)?.contextTokens ?? 0}
          allows={async (outgoing) => !sendsAtOnce || guard.allows(messages, outgoing)}
          onSend={sending.send}
          onStop={conversation.stop}
        >
          <ModelPicker models={models} model={model} onChoose={choose} />
        </Composer>
        {question && (
          <LateSpendDialog onFail={() => question.answer(false)}>
            {({ default: SpendDialog }) => <SpendDialog model={model} question={question} />}
          </LateSpendDialog>
        )}
        <Footnotes allowance={figures.allowance} isDemo={model.demo} />
      </div>
    </>
  );
}

function lastUsage(messages: ChatMessage[]) {
  return messages.findLast(({ metadata }) => metadata?.usage)?.metadata?.usage;
}
