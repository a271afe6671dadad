import type { Database } from '@/lib/db/types';

/** What every handler works with. */
export interface Context {
  db: Database;
  /** The tenant. */
  namespace: string;
  now: () => Date;
}

export type Handler = (context: Context, request: Request, parameters: string[]) => Promise<Response>;
