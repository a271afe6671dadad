import { z } from 'zod';

const count = (fallback: number) => z.int().min(0).default(fallback);

/**
 * Everything that can go wrong with an upstream. The number of deltas after which something happens counts the pieces
 * of the reply only, not the events around them.
 */
export const fault = z.discriminatedUnion('kind', [
  // The answer is whole, but not as OpenAI's.
  z.object({ kind: z.literal('no-usage') }),
  /** Chat only: the counts come with the last choice instead of after it. */
  z.object({ kind: z.literal('usage-with-choices') }),
  z.object({ kind: z.literal('length') }),
  z.object({ kind: z.literal('content-filter') }),
  /** Always the same id, as servers do that draw from few. */
  z.object({ kind: z.literal('repeated-id') }),
  z.object({ kind: z.literal('missing-id') }),
  z.object({ kind: z.literal('wrong-clock'), created: count(0) }),
  // The answer breaks off.
  z.object({ kind: z.literal('reset'), afterDeltas: count(3) }),
  /** The body ends as if all were well, but without a finish reason, usage or `[DONE]`. */
  z.object({ kind: z.literal('close'), afterDeltas: count(3) }),
  /** The same, of a stream that began with a usage of one token. */
  z.object({ kind: z.literal('early-usage'), afterDeltas: count(3) }),
  z.object({ kind: z.literal('stream-error'), afterDeltas: count(3) }),
  z.object({ kind: z.literal('stall'), afterDeltas: count(3) }),
  // There is no answer.
  /** The model is asked, but not even headers come back. */
  z.object({ kind: z.literal('hang') }),
  z.object({ kind: z.literal('unauthorized') }),
  z.object({ kind: z.literal('rate-limited'), retryAfterSeconds: count(1) }),
  z.object({ kind: z.literal('server-error'), retryAfterSeconds: z.int().min(0).optional() }),
  /** Status 200 and a web page, as a captive portal or a wrong address answers. */
  z.object({ kind: z.literal('html') }),
  /** Status 200, and a stream of nothing but an error: a refusal, or a failure at what was begun. */
  z.object({ kind: z.literal('refused-in-stream') }),
  z.object({ kind: z.literal('failed-in-stream') }),
  /** Status 200 and JSON that ends too early. */
  z.object({ kind: z.literal('broken-json') }),
]);

export type Fault = z.infer<typeof fault>;
export type FaultKind = Fault['kind'];

export type FaultPlan = {
  /**
   * Lets the next requests for a reply fail, whichever they are.
   *
   * @param times how many of them
   */
  next(fault: z.input<typeof faultInput>, times?: number): void;
  clear(): void;
  /** Takes the fault that the next request is due, if any. */
  take(): Fault | undefined;
};

/** A fault with its numbers left to their defaults, or just the name of one. */
const faultInput = z.union([
  fault,
  z
    .string()
    .transform((kind) => ({ kind }))
    .pipe(fault),
]);

/** Faults in the order in which they were asked for. */
export function createFaultPlan(): FaultPlan {
  let queue: Fault[] = [];
  return {
    next(input, times = 1) {
      const parsed = faultInput.parse(input);
      queue.push(...Array.from({ length: times }, () => parsed));
    },
    clear() {
      queue = [];
    },
    take: () => queue.shift(),
  };
}
