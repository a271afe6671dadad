import type { Database } from '@/lib/db/types';
import type { Together } from './query/together';

/** What every handler works with. */
export interface Context {
  db: Database;
  /** The tenant. */
  namespace: string;
  now: () => Date;
  /** Answers queries of meters. */
  together: Together;
}

export type Handler = (context: Context, request: Request, parameters: string[]) => Promise<Response>;
