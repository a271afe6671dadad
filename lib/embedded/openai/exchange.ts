import type { Conversation } from './conversation';
import { type DemoModel, findModel } from './demo-models';
import { contextLengthExceeded, failureOnPurpose, invalidRequest, modelNotFound } from './errors';
import { type IdPrefix, newId, nowInSeconds } from './ids';
import { type Api, type Journal, openTally, type Tally } from './journal';
import { BrokenOff, createOutput, type Output } from './output';
import { chooseReply, type Reply } from './replies/choose';
import { countPrompt, loadTokenCounter, type TokenCounter } from './token-count';

/** What every route is given besides the request. */
export type Context = {
  requestId: string;
  models: readonly DemoModel[];
  tokenDelayMs: number;
  journal?: Journal;
};

/** One call of a model that was accepted: what both wire formats need to answer it. */
export type Exchange = {
  id: string;
  created: number;
  model: DemoModel;
  promptTokens: number;
  cachedTokens: number;
  reply: Exclude<Reply, { kind: 'failure' }>;
  output: Output;
  tally: Tally;
};

export type ExchangeRequest = {
  api: Api;
  idPrefix: IdPrefix;
  model: string;
  conversation: Conversation;
  maxOutputTokens: number | undefined;
  /** The names of the fields, for the errors about them. */
  params: { prompt: string; maxOutputTokens: string };
};

/**
 * Accepts a call: checks it against the model, chooses the reply, and opens the journal.
 *
 * @throws UpstreamError what the upstream refuses it with
 */
export async function openExchange(call: ExchangeRequest, context: Context): Promise<Exchange> {
  const model = findModel(context.models, call.model, 'chat');
  if (!model) throw modelNotFound(call.model, context.models);

  const promptTokens = await countPrompt(model.id, call.conversation);
  if (promptTokens > model.contextTokens) {
    throw contextLengthExceeded(promptTokens, model.contextTokens, call.params.prompt);
  }
  const maxTokens = call.maxOutputTokens ?? model.maxOutputTokens;
  if (maxTokens > model.maxOutputTokens) {
    const { maxOutputTokens: param } = call.params;
    throw invalidRequest(
      `'${param}' is ${maxTokens}, but ${model.id} writes at most ${model.maxOutputTokens}.`,
      param,
      'invalid_value',
    );
  }
  const chosen = chooseReply(call.conversation);
  if (chosen.kind === 'failure') throw failureOnPurpose();

  const counter = await loadTokenCounter();
  const room = Math.min(maxTokens, model.contextTokens - promptTokens);
  const reply = withinLimit(chosen, counter, room);
  const id = newId(call.idPrefix);
  return {
    id,
    created: nowInSeconds(),
    model,
    promptTokens,
    cachedTokens: await cachedTokens(model, call.conversation, promptTokens),
    reply,
    output: createOutput(reply, {
      counter,
      maxTokens: room,
      tokenDelayMs: context.tokenDelayMs,
    }),
    tally: openTally(context.journal, {
      requestId: context.requestId,
      responseId: id,
      api: call.api,
      model: model.version,
      promptTokens,
    }),
  };
}

/** A tool's name goes out in one piece: where it is longer than the limit, there is no call, and its beginning is the reply. */
function withinLimit(reply: Exchange['reply'], counter: TokenCounter, maxTokens: number): Exchange['reply'] {
  if (reply.kind !== 'tool-call' || counter.countText(reply.call.name) <= maxTokens) return reply;
  return { kind: 'text', text: reply.call.name, pace: 'normal', breaksOff: false };
}

/**
 * How much of the prompt a provider would have had in its cache: what was sent for the reply before this one, in whole
 * steps of 128 tokens from 1,024 on (https://platform.openai.com/docs/guides/prompt-caching). Computed from the
 * conversation rather than remembered, so that the same request always gets the same answer.
 */
async function cachedTokens(
  model: DemoModel,
  conversation: Conversation,
  promptTokens: number,
): Promise<number> {
  const lastReply = conversation.messages.findLastIndex((message) => message.role === 'assistant');
  if (promptTokens < 1_024 || lastReply < 1) return 0;
  const messages = conversation.messages.slice(0, lastReply);
  const sentBefore = await countPrompt(model.id, { ...conversation, messages });
  return sentBefore < 1_024 ? 0 : Math.floor(sentBefore / 128) * 128;
}

/**
 * Writes a reply to its end without sending it, for an answer in one piece.
 *
 * @throws UpstreamError if it breaks off, and the signal's reason once it is aborted
 */
export async function writeWhole({ output, tally }: Exchange, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of output.thoughtDeltas(signal));
    for await (const _ of output.deltas(signal));
  } catch (error) {
    tally.end(signal.aborted ? 'cancelled' : 'failed');
    throw error instanceof BrokenOff ? failureOnPurpose() : error;
  }
  tally.sent(output.tokens());
  tally.end(output.finish());
}
