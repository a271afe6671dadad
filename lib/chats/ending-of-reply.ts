import type { Cut, Outcome } from '../vocabulary';
import type { SavedMessage } from './read-messages';

/** How a reply ended. */
export interface EndingOfReply {
  status: Outcome;
  /** What ended it early. Counts only where it is complete. */
  cutBy?: Cut;
}

type SavedStatus = SavedMessage['status'];

/** The allowance's is the oldest, and has no name. */
const CUT_STATUSES = {
  allowance: 'cut',
  limit: 'cut by limit',
  filter: 'cut by filter',
} as const satisfies Record<Cut, SavedStatus>;

/** As what the ending of a reply is kept with its message. */
export function savedStatusOf({ status, cutBy }: EndingOfReply): SavedStatus {
  return status === 'complete' && cutBy ? CUT_STATUSES[cutBy] : status;
}

/** How a reply ended that is kept so. */
export function endingOf(saved: SavedStatus): EndingOfReply {
  switch (saved) {
    case 'cut':
      return { status: 'complete', cutBy: 'allowance' };
    case 'cut by limit':
      return { status: 'complete', cutBy: 'limit' };
    case 'cut by filter':
      return { status: 'complete', cutBy: 'filter' };
    case 'complete':
    case 'stopped':
    case 'failed':
      return { status: saved };
  }
}
