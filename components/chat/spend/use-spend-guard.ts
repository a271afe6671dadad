import { useRef, useState } from 'react';
import type { ChatFigures } from '@/lib/chats/figures';
import type { ChatMessage } from '@/lib/chats/message';
import type { UserId } from '@/lib/ids';
import type { ModelChoice } from '@/lib/models';
import { type PicoUsd, parseUsd, picoUsd } from '@/lib/money';
import type { Outgoing } from '../outgoing';
import { readAskAboveUsd } from './ask-above';
import { type Estimate, estimateMessage, promptTokensOf } from './estimate';

/** What the person is asked before an expensive message, and where the answer goes. */
export interface SpendQuestion {
  estimate: Estimate;
  answer: (isSent: boolean) => void;
}

/**
 * Keeps what may be expensive from being sent before the person has said so.
 *
 * @param instructions of the chat
 */
export function useSpendGuard(
  userId: UserId,
  model: ModelChoice,
  instructions: string,
  allowance: ChatFigures['allowance'],
) {
  const [question, setQuestion] = useState<SpendQuestion>();
  const pending = useRef<SpendQuestion>(undefined);

  /** What sending this after these messages can cost, if that is more than the person lets pass. */
  function expensive(before: readonly ChatMessage[], outgoing?: Outgoing): Estimate | undefined {
    const promptTokens = promptTokensOf(instructions, before, outgoing);
    const estimate = estimateMessage(model, promptTokens, leftOf(allowance));
    const askAboveUsd = readAskAboveUsd(userId);
    if (!estimate || askAboveUsd === null) return undefined;
    return estimate.totalPico > parseUsd(askAboveUsd) ? estimate : undefined;
  }

  /** Whether this may be sent after these messages, or the last of them again: at once, or by what the person answers. */
  function allows(before: readonly ChatMessage[], outgoing?: Outgoing): Promise<boolean> {
    const estimate = expensive(before, outgoing);
    if (!estimate) return Promise.resolve(true);
    // Until the dialog is loaded something else can be sent: then only that is asked about.
    pending.current?.answer(false);
    return new Promise((resolve) => {
      const answer = (isSent: boolean) => {
        ask(undefined);
        resolve(isSent);
      };
      ask({ estimate, answer });
    });
  }

  function ask(next: SpendQuestion | undefined) {
    pending.current = next;
    setQuestion(next);
  }

  return { question, expensive, allows };
}

function leftOf(allowance: ChatFigures['allowance']): PicoUsd | null {
  if (!allowance) return null;
  const left = BigInt(allowance.limitPico) - BigInt(allowance.usedPico);
  return picoUsd(left > 0n ? left : 0n);
}
