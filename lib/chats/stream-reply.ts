import { convertToModelMessages, isStepCount, streamText, toUIMessageStream, type UIMessageChunk } from 'ai';
import { untilWritten } from '../db/until-written';
import { toAppError } from '../http';
import { type ChatId, type MessageId, newId, type UserId } from '../ids';
import { log } from '../log';
import type { SpendLimit } from '../metering/call';
import type { Metering } from '../metering/context';
import type { EndedGeneration } from '../metering/generation';
import { meteredModel } from '../metering/metered-model';
import type { CatalogModel } from '../models/catalog';
import { languageModel } from '../models/upstream';
import { explainUpstreamError } from '../models/upstream-failure';
import type { Outcome } from '../vocabulary';
import { forgetAsked } from './begin-turn';
import type { ChatMessage, ChatSettings, MessageMetadata } from './message';
import { pageSources } from './page-sources';
import { peek } from './peek';
import { readReplyUsage, replyUsage } from './reply-usage';
import { registerReply } from './running-replies';
import { saveReply } from './save-reply';
import { wasStopped } from './stop-reply';
import { timeReasoning } from './time-reasoning';
import { toldBack } from './told-back';
import { toolsOf } from './tools';

const INSTRUCTIONS = 'You are a helpful assistant. Answer in Markdown, as briefly as the question allows.';
const MOST_STEPS = 5;
/** A person can press Retry, so the SDK tries only once more by itself. */
const RETRIES = 1;
/** Reasoning models may say nothing for minutes. */
const SILENCE_MS = 5 * 60_000;

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
  const { userId, spendLimit, chatId, model, settings, replyIds } = request;
  const messageId = newId<MessageId>();
  const { stop, abort, ended } = registerReply(chatId);
  const call = { userId, via: 'chat', chatId, messageId, model, spendLimit, stop } as const;
  const tools = toolsOf(userId);
  const settled: EndedGeneration[] = [];
  let fault: Error | undefined;
  /** Tools have answered, and the model has not read it yet. */
  let awaitsStep = false;

  const result = streamText({
    model: meteredModel(languageModel(model), metering, call, noteSettled),
    instructions: [INSTRUCTIONS, settings.instructions].filter(Boolean).join('\n\n'),
    // Models that think refuse it.
    temperature: model.reasoning ? undefined : (settings.temperature ?? undefined),
    messages: await convertToModelMessages(
      request.history.map(toldBack).filter(({ parts }) => !saysNothing(parts)),
    ),
    tools: model.tools ? tools : undefined,
    stopWhen: [isStepCount(MOST_STEPS), isStoppedBetweenSteps],
    maxRetries: RETRIES,
    timeout: { chunkMs: SILENCE_MS },
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
    onError(error) {
      // The SDK may tell of one error twice, the second time in words of its own.
      fault ??= explainUpstreamError(error);
      return toAppError(fault).message;
    },
    onEnd({ responseMessage: { parts } }) {
      // It is answered with an error; the message can be answered again.
      if (fault && saysNothing(parts)) return letAskAgain();
      return untilWritten(() => save(parts), {
        tell: (failure) => log.error({ ...failure, chatId, messageId }, 'a reply could not be saved yet'),
      });
    },
  });

  const { first, all } = await peek(chunks, ({ type }) => type !== 'start' && type !== 'start-step');
  if (first?.type === 'error' && fault) {
    ended();
    throw fault;
  }
  return reply();

  async function save(parts: ChatMessage['parts']): Promise<void> {
    await saveReply(metering.db, {
      chatId,
      id: messageId,
      parentId: request.questionId,
      parts,
      status: status(),
      isCutByAllowance: isCutByAllowance(),
    });
  }

  /** Tried once: later, the question may have been asked again. It can be in some seconds in any case. */
  async function letAskAgain(): Promise<void> {
    await forgetAsked(metering.db, request.questionId).catch((err: unknown) =>
      log.warn({ err, chatId, messageId }, 'a question can be asked again only in some seconds'),
    );
  }

  function noteSettled(ended: EndedGeneration): void {
    settled.push(ended);
    awaitsStep = false;
  }

  async function isStoppedBetweenSteps(): Promise<boolean> {
    awaitsStep = true;
    if (!stop.aborted && (await wasStoppedElsewhere())) abort();
    return stop.aborted;
  }

  /** Not known while the database is away. The next call of a model then fails, in its own way. */
  async function wasStoppedElsewhere(): Promise<boolean> {
    try {
      return await wasStopped(metering.db, { chatId, messageId });
    } catch (err) {
      log.warn({ err, chatId, messageId }, 'whether a reply was stopped could not be read');
      return false;
    }
  }

  /** A reply that was stopped before its first call of a model was settled has none. */
  function status(): Outcome {
    if (fault) return 'failed';
    // While a tool runs no call of a model is open that a stop would end.
    if (stop.aborted && awaitsStep) return 'stopped';
    return settled.at(-1)?.outcome ?? 'stopped';
  }

  function isCutByAllowance(): boolean {
    return settled.at(-1)?.isCutByAllowance ?? false;
  }

  /** How it ended, and what it was billed for. Where it failed, another process may have billed it. */
  async function ending(): Promise<MessageMetadata> {
    const usage = fault ? await readReplyUsage(metering.db, messageId).catch(unread) : replyUsage(settled);
    return {
      status: status(),
      usage,
      ...(isCutByAllowance() && { isCutByAllowance: true }),
    };
  }

  function unread(err: unknown): undefined {
    log.error({ err, chatId, messageId }, 'what a reply used could not be read');
  }

  async function* reply(): AsyncIterable<UIMessageChunk> {
    try {
      for await (const chunk of all) {
        if (chunk.type === 'finish') yield { ...chunk, messageMetadata: await ending() };
        else yield chunk;
      }
    } catch (error) {
      log.error({ err: error, chatId, messageId }, 'a reply could not be saved; it is billed');
      yield { type: 'error', errorText: toAppError(error).message };
    } finally {
      ended();
    }
  }
}

function saysNothing(parts: ChatMessage['parts']): boolean {
  return parts.every(({ type }) => type === 'step-start');
}
