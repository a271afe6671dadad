import type { UIMessage } from 'ai';

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
}

export interface MessageMetadata {
  /** How a reply ended; absent while it streams, and on a person's message. */
  status?: 'complete' | 'stopped' | 'failed';
  usage?: ReplyUsage;
}

export type ChatMessage = UIMessage<MessageMetadata>;

export interface ChatSummary {
  id: string;
  title: string;
  updatedAt: Date;
}
