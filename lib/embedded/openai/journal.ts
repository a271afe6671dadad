export type Api = 'chat.completions' | 'responses' | 'embeddings';

/** How a response ended. `cancelled`: the caller left or aborted before the end. */
export type Outcome = 'stop' | 'length' | 'tool_calls' | 'failed' | 'cancelled';

/** What the upstream really sent, told as it happens, so that a test can hold a ledger against it. */
export type JournalEntry =
  | { type: 'start'; requestId: string; responseId: string; api: Api; model: string; promptTokens: number }
  /** `outputTokens` is the running total at the moment the latest delta was handed to the reader. */
  | { type: 'output'; requestId: string; responseId: string; outputTokens: number }
  | { type: 'end'; requestId: string; responseId: string; outputTokens: number; outcome: Outcome };

export type Journal = (entry: JournalEntry) => void;

/** The journal of one response. */
export type Tally = {
  /** Call in the same breath as the delta is sent. */
  sent(outputTokens: number): void;
  /** The first end counts, later ones are ignored: a finished response cannot be cancelled. */
  end(outcome: Outcome): void;
};

export type TallyStart = Omit<Extract<JournalEntry, { type: 'start' }>, 'type'>;

/** Begins the record of a response. Without a journal, nobody is told. */
export function openTally(journal: Journal | undefined, start: TallyStart): Tally {
  const { requestId, responseId } = start;
  let outputTokens = 0;
  let ended = false;
  journal?.({ type: 'start', ...start });
  return {
    sent(total) {
      outputTokens = total;
      journal?.({ type: 'output', requestId, responseId, outputTokens });
    },
    end(outcome) {
      if (ended) return;
      ended = true;
      journal?.({ type: 'end', requestId, responseId, outputTokens, outcome });
    },
  };
}
