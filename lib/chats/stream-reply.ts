import {
  convertToModelMessages,
  isStepCount,
  streamText,
  type TextStreamPart,
  toUIMessageStream,
  type UIMessageChunk,
} from 'ai';
import { toAppError } from '../http';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { log } from '../log';
import type { Metering } from '../metering/context';
import { meteredModel } from '../metering/metered-model';
import type { Settlement } from '../metering/settle';
import type { CatalogModel } from '../models/catalog';
import { languageModel } from '../models/upstream';
import { explainUpstreamError } from '../models/upstream-failure';
import type { PicoUsd } from '../money';
import type { ChatMessage, MessageMetadata } from './message';
import { peek } from './peek';
import { replyUsage } from './reply-usage';
import { registerReply } from './running-replies';
import { saveReply } from './save-reply';
import { tools } from './tools';

const INSTRUCTIONS = 'You are a helpful assistant. Answer in Markdown, as briefly as the question allows.';
const MOST_STEPS = 5;
/** A person can press Retry, so the SDK tries only once more by itself. */
const RETRIES = 1;
/** Reasoning models may say nothing for minutes. */
const SILENCE_MS = 5 * 60_000;

type Part = TextStreamPart<typeof tools>;

export interface ReplyRequest {
  userId: UserId;
  allowancePico: PicoUsd | null;
  chatId: ChatId;
  model: CatalogModel;
  /** What was said so far; the last message is the one to answer. */
  history: ChatMessage[];
}

export interface StreamedReply {
  stream: ReadableStream<UIMessageChunk>;
  /** Settles when the reply is billed and saved, whether or not anybody reads the stream. */
  ended: Promise<void>;
}

/**
 * Answers the last message of a chat. The reply goes on to its end if nobody reads it; only the person's Stop ends it.
 *
 * @throws AllowanceExceededError, ContextLengthError before anything was sent upstream
 * @throws UpstreamError when upstream could not be reached or refused
 */
export async function streamReply(metering: Metering, request: ReplyRequest): Promise<StreamedReply> {
  const { userId, allowancePico, chatId, model } = request;
  const messageId = newId<MessageId>();
  const settlements: Settlement[] = [];
  const { stop, ended: unregister } = registerReply(chatId);
  const call = { userId, via: 'chat', chatId, messageId, model, allowancePico, stop } as const;

  const result = streamText({
    model: meteredModel(languageModel(model.id), metering, call, (settlement) =>
      settlements.push(settlement),
    ),
    instructions: INSTRUCTIONS,
    messages: await convertToModelMessages(request.history.filter(({ parts }) => parts.length > 0)),
    tools: model.tools ? tools : undefined,
    stopWhen: [isStepCount(MOST_STEPS), () => stop.aborted],
    maxRetries: RETRIES,
    timeout: { chunkMs: SILENCE_MS },
    // Each error is also a part of the stream, and logged where it is turned into a sentence.
    onError() {},
  });

  const { first, stream } = await peek<Part>(
    result.stream,
    ({ type }) => type !== 'start' && type !== 'start-step',
  );
  if (first?.type === 'error') {
    unregister();
    throw explainUpstreamError(first.error);
  }

  let failed = false;
  const status = () => (failed ? 'failed' : (settlements.at(-1)?.outcome ?? 'failed'));
  const { promise: ended, resolve: end } = deferred();
  const chunks = toUIMessageStream<typeof tools, ChatMessage>({
    stream,
    generateMessageId: () => messageId,
    messageMetadata: ({ part }) => (part.type === 'finish' ? metadata() : undefined),
    onError(error) {
      failed = true;
      return toAppError(explainUpstreamError(error)).message;
    },
    async onEnd({ responseMessage }) {
      try {
        await saveReply(metering, { chatId, id: messageId, parts: responseMessage.parts, status: status() });
      } catch (error) {
        log.error({ err: error, chatId, messageId }, 'a reply could not be saved; it is billed');
      }
      unregister();
      end();
    },
  });
  return { stream: chunks, ended };

  function metadata(): MessageMetadata {
    return { status: status(), usage: replyUsage(settlements) };
  }
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
