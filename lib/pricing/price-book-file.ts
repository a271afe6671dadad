import { z } from 'zod';
import { listedModel } from './price-list';

/** What price-book.json holds: made by `npm run prices:update`, reviewed by a person, read at start. */
export const priceBookFile = z.strictObject({
  source: z.string(),
  sourceVersion: z.string(),
  /** The day the file was last changed, `YYYY-MM-DD`. */
  madeOn: z.iso.date(),
  providers: z.record(z.string(), z.array(listedModel)),
});

export type PriceBookFile = z.infer<typeof priceBookFile>;
