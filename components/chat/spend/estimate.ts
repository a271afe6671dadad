import { tokensOfFile } from '@/lib/attachments/file-part';
import type { ChatMessage } from '@/lib/chats/message';
import type { ModelChoice } from '@/lib/models';
import { type PicoUsd, picoUsd, sumUsd } from '@/lib/money';
import { holdTerms } from '@/lib/pricing/hold-terms';
import { roughTokensOf } from '@/lib/tokens/rough-tokens';
import { type Outgoing, outgoingOf } from '../outgoing';

/** What goes before the first message: our instructions and the tools. Later the bill of the last reply tells. */
const FRAME_TOKENS = 600;

/** What a message can cost, said before it is sent. */
export interface Estimate {
  /** Counted roughly. */
  promptTokens: number;
  promptPico: PicoUsd;
  /** The most that the reply may have. */
  replyTokens: number;
  replyPico: PicoUsd;
  /** What is left of the allowance, where that is less than the two: the reply is then shortened. */
  allowancePico: PicoUsd | undefined;
  totalPico: PicoUsd;
  /** Whether it can't be more. Each use of a tool is another call, which adds to it, but not beyond the allowance. */
  isMost: boolean;
}

/**
 * The sum that will be held for a message, as far as it can be told here: the prompt is counted roughly. Nothing for a
 * model without a price.
 *
 * @param leftPico of the allowance; null: there is no limit
 */
export function estimateMessage(
  model: ModelChoice,
  promptTokens: number,
  leftPico: PicoUsd | null,
): Estimate | undefined {
  if (!model.price) return undefined;
  const { promptPico, outputTokenPico } = holdTerms(promptTokens, model.price);
  const replyPico = picoUsd(outputTokenPico * BigInt(model.replyTokens));
  const bothPico = sumUsd([promptPico, replyPico]);
  const allowancePico = leftPico !== null && leftPico < bothPico ? leftPico : undefined;
  return {
    promptTokens,
    promptPico,
    replyTokens: model.replyTokens,
    replyPico,
    allowancePico,
    totalPico: allowancePico ?? bothPico,
    isMost: !model.tools || allowancePico !== undefined,
  };
}

/**
 * About how many tokens a model reads when this is sent after these messages.
 *
 * @param instructions of the chat: a reply that is billed has those that it was asked with
 */
export function promptTokensOf(
  instructions: string,
  before: readonly ChatMessage[],
  outgoing: Outgoing = { text: '', files: [] },
): number {
  const lastBilled = before.findLastIndex(({ metadata }) => metadata?.usage);
  const known =
    before[lastBilled]?.metadata?.usage?.contextTokens ?? FRAME_TOKENS + roughTokensOf(instructions);
  const unknown = [...before.slice(lastBilled + 1).map(outgoingOf), outgoing];
  return unknown.reduce((sum, each) => sum + tokensOf(each), known);
}

function tokensOf({ text, files }: Outgoing): number {
  return files.reduce((sum, file) => sum + tokensOfFile(file), roughTokensOf(text));
}
