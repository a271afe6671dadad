import { convertToModelMessages, isStepCount, streamText, toUIMessageStream, type UIMessageChunk } from 'ai';
import { untilWritten } from '../db/until-written';
import { toAppError } from '../http';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { log } from '../log';
import type { SpendLimit } from '../metering/call';
import type { Metering } from '../metering/context';
import { meteredModel } from '../metering/metered-model';
import type { CatalogModel } from '../models/catalog';
import { languageModel } from '../models/upstream';
import { forgetAsked } from './asked-at';
import type { ChatMessage, ChatSettings } from './message';
import { pageSources } from './page-sources';
import { peek } from './peek';
import { ReplyCourse } from './reply-course';
import type { RunningReply } from './running-replies';
import { saveReply } from './save-reply';
import { timeReasoning } from './time-reasoning';
import { toldBack } from './told-back';
import { toolsOf } from './tools';

const INSTRUCTIONS = 'You are a helpful assistant. Answer in Markdown, as briefly as the question allows.';
const MOST_STEPS = 5;
/** A person can press Retry, so the SDK tries only once more by itself. */
const RETRIES = 1;

export interface ReplyRequest {
  userId: UserId;
  spendLimit: () => Promise<SpendLimit>;
  chatId: ChatId;
  model: CatalogModel;
  /** What was said so far; the last message is the one to answer. */
  history: ChatMessage[];
  questionId: MessageId;
  settings: ChatSettings;
  /** The replies that the question has already. */
  replyIds: MessageId[];
  /** What stops it. It is unregistered with the last chunk; where this throws, by the caller. */
  running: RunningReply;
}

/**
 * Answers the last message of a chat, as the AI SDK's UI message chunks. Whoever calls this reads them to their end:
 * the reply is billed in any case, but saved when its last chunk is read. Only the person's Stop ends it early.
 *
 * @throws AllowanceExceededError, ContextLengthError before anything was sent upstream
 * @throws UpstreamError when upstream could not be reached or refused
 */
export async function streamReply(
  metering: Metering,
  request: ReplyRequest,
): Promise<AsyncIterable<UIMessageChunk>> {
  const { userId, spendLimit, chatId, model, settings, replyIds, running } = request;
  const messageId = newId<MessageId>();
  const messages = await convertToModelMessages(
    request.history.map((message) => toldBack(message, model)).filter(({ parts }) => !saysNothing(parts)),
  );
  const tools = toolsOf(userId);
  const course = new ReplyCourse(metering.db, { chatId, messageId }, running);
  const call = {
    userId,
    via: 'chat',
    chatId,
    messageId,
    model,
    spendLimit,
    stop: running.stopSignal,
  } as const;

  const result = streamText({
    model: meteredModel(languageModel(model), metering, call, course.noteSettled),
    instructions: [INSTRUCTIONS, settings.instructions].filter(Boolean).join('\n\n'),
    // Models that think refuse it.
    temperature: model.reasoning ? undefined : (settings.temperature ?? undefined),
    messages,
    tools: model.tools ? tools : undefined,
    stopWhen: [isStepCount(MOST_STEPS), course.isStoppedBetweenSteps],
    // Nothing would read what a tool answers in the last step. It keeps its tools: the calls before it name them.
    prepareStep: ({ stepNumber }) => (stepNumber === MOST_STEPS - 1 ? { toolChoice: 'none' } : undefined),
    maxRetries: RETRIES,
    // Each error is also a part of the stream, and dealt with there.
    onError() {},
  });
  const chunks = toUIMessageStream<typeof tools, ChatMessage>({
    stream: result.stream.pipeThrough(timeReasoning()).pipeThrough(pageSources()),
    sendSources: true,
    // A tool's error is an answer, for the model and the person, in the tool's own words. `onError` is for upstream's.
    redactToolErrors: false,
    generateMessageId: () => messageId,
    messageMetadata: ({ part }) =>
      part.type === 'start' && replyIds.length > 0 ? { versions: [...replyIds, messageId] } : undefined,
    onError: (error) => toAppError(course.noteFault(error)).message,
    onEnd({ responseMessage: { parts } }) {
      // It is answered with an error; the message can be answered again.
      if (course.fault && saysNothing(parts)) return letAskAgain();
      return untilWritten(() => save(parts), {
        triesBesideSilent: true,
        tell: (failure) => log.error({ ...failure, chatId, messageId }, 'a reply could not be saved yet'),
      });
    },
  });

  try {
    const { first, all } = await peek(chunks, ({ type }) => type !== 'start' && type !== 'start-step');
    if (first?.type === 'error' && course.fault) throw course.fault;
    return reply(all);
  } catch (error) {
    course.end();
    throw error;
  }

  async function save(parts: ChatMessage['parts']): Promise<void> {
    await saveReply(metering.db, {
      chatId,
      id: messageId,
      parentId: request.questionId,
      parts,
      status: course.outcome,
      cutBy: course.cutBy,
    });
  }

  /** Tried once: later, the question may have been asked again. It can be in some seconds in any case. */
  async function letAskAgain(): Promise<void> {
    await forgetAsked(metering.db, request.questionId).catch((err: unknown) =>
      log.warn({ err, chatId, messageId }, 'a question can be asked again only in some seconds'),
    );
  }

  async function* reply(all: AsyncIterable<UIMessageChunk>): AsyncIterable<UIMessageChunk> {
    try {
      for await (const chunk of all) {
        if (chunk.type === 'finish') yield { ...chunk, messageMetadata: await course.ending() };
        else yield chunk;
      }
    } catch (error) {
      log.error({ err: error, chatId, messageId }, 'a reply could not be saved; it is billed');
      yield { type: 'error', errorText: toAppError(error).message };
    } finally {
      course.end();
      running.unregister();
    }
  }
}

function saysNothing(parts: ChatMessage['parts']): boolean {
  return parts.every(({ type }) => type === 'step-start');
}
