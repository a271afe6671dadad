import { createContext, use } from 'react';
import type { Outgoing } from '../outgoing';

/** What can be done with the messages of the open chat. While a reply is under way, the person is asked to wait. */
export interface MessageActions {
  /**
   * Sends a message anew in other words, as a version beside it, unless it is not wanted any more once nothing is in the way.
   *
   * @returns whether it was sent
   */
  edit: (messageId: string, outgoing: Outgoing, isWanted: () => boolean) => Promise<boolean>;
  /** Has a message answered again, as a version beside its reply. */
  regenerate: (replyId: string) => Promise<void>;
  /** @returns whether it is shown */
  showVersion: (messageId: string) => Promise<boolean>;
}

export const MessageActionsContext = createContext<MessageActions | undefined>(undefined);

export function useMessageActions(): MessageActions {
  const actions = use(MessageActionsContext);
  if (!actions) throw new Error('useMessageActions must be used inside MessageActionsContext.');
  return actions;
}
