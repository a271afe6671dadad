import type { ProviderMetadata, ReasoningUIPart, UIMessage } from 'ai';
import type { Cut, Outcome } from '../vocabulary';

/** What a reply used: the sum over its generations. JSON-safe, as it travels to the browser. */
export interface ReplyUsage {
  promptTokens: number;
  completionTokens: number;
  /** Part of the prompt tokens. */
  cachedTokens: number;
  /** Part of the completion tokens. */
  reasoningTokens: number;
  /** Pico-USD in decimal digits; null when a generation had no price. */
  costPico: string | null;
  /** Whether we counted any of it ourselves, because upstream reported no usage. */
  estimated: boolean;
  /** The model that answered last. */
  model: string;
  /** What the calls of the model took, without the tools between them. */
  durationMs: number;
  /**
   * How much of the model's context the conversation fills after the last generation, without what the model thought in
   * that: it is seldom told in later messages.
   */
  contextTokens: number;
  /** Each has a receipt. */
  generationIds: string[];
}

export interface MessageMetadata {
  /** How a reply ended; absent while it streams, and on a person's message. */
  status?: Outcome;
  usage?: ReplyUsage;
  /** It is complete, but something ended it early. */
  cutBy?: Cut;
  /** The ids of all versions of this message, oldest first, where there are several. */
  versions?: string[];
}

export type ChatMessage = UIMessage<MessageMetadata>;

/** What is noted with a reasoning of a reply: how long it took. */
export function reasoningNote(durationMs: number): ProviderMetadata {
  return { tokentally: { durationMs } };
}

/** How long a reasoning took, in milliseconds; nothing while it goes on, or when nobody measured it. */
export function reasoningMs({ providerMetadata }: ReasoningUIPart): number | undefined {
  const durationMs = providerMetadata?.tokentally?.durationMs;
  return typeof durationMs === 'number' ? durationMs : undefined;
}

export interface ChatSummary {
  id: string;
  title: string;
  /** A model is about to give it a title. */
  isTitlePending: boolean;
  isPinned: boolean;
  updatedAt: Date;
}

/** A place in the list of chats, which are sorted by their last use, and of one moment by their ids. */
export interface ChatCursor {
  updatedAt: Date;
  id: string;
}

/** Some of a person's chats. */
export interface ChatPage {
  chats: ChatSummary[];
  /** Where it goes on with those that were used before; null: there are none. */
  olderThan: ChatCursor | null;
}

/** In characters. */
export const LONGEST_NAME = 120;
export const LONGEST_INSTRUCTIONS = 8_000;

/** How the model is asked in one chat. */
export interface ChatSettings {
  /** Added to our own instructions. */
  instructions: string;
  /** How freely the model chooses its words, 0 to 2; null: as the vendor has it. */
  temperature: number | null;
}

export const DEFAULT_SETTINGS: ChatSettings = { instructions: '', temperature: null };
