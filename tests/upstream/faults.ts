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

const inText = /\[fault: ?([a-z-]+)(?: (\d+))?(?: x(\d+))?\]/;

/** What the number in `[fault: reset 5]` is. */
const argumentOf: Partial<Record<string, string>> = {
  'wrong-clock': 'created',
  reset: 'afterDeltas',
  close: 'afterDeltas',
  'early-usage': 'afterDeltas',
  'stream-error': 'afterDeltas',
  stall: 'afterDeltas',
  'rate-limited': 'retryAfterSeconds',
};

export type FaultPlan = {
  /**
   * Lets the next requests for a reply fail, whichever they are.
   *
   * @param times how many of them
   */
  next(fault: z.input<typeof faultInput>, times?: number): void;
  clear(): void;
  /** Takes the fault that a request is due, if any. */
  take(body: string): Fault | undefined;
};

/** A fault with its numbers left to their defaults, or just the name of one. */
const faultInput = z.union([
  fault,
  z
    .string()
    .transform((kind) => ({ kind }))
    .pipe(fault),
]);

/** The body of `POST /__faults`. */
export const faultOrder = z.object({ fault: faultInput, times: z.int().min(1).default(1) });

/**
 * Faults come from a queue, or from the last message of the person: `[fault: reset 5]` resets after five deltas,
 * `[fault: server-error x2]` fails the first two attempts at that message and answers the third.
 */
export function createFaultPlan(): FaultPlan {
  let queue: Fault[] = [];
  const timesSeen = new Map<string, number>();

  return {
    next(input, times = 1) {
      const parsed = faultInput.parse(input);
      queue.push(...Array.from({ length: times }, () => parsed));
    },
    clear() {
      queue = [];
      timesSeen.clear();
    },
    take: (body) => queue.shift() ?? (body.includes('[fault:') ? fromText(lastUserMessage(body)) : undefined),
  };

  function fromText(message: string): Fault | undefined {
    const [, kind, number, times] = inText.exec(message) ?? [];
    if (!kind) return undefined;
    const seen = (timesSeen.get(message) ?? 0) + 1;
    timesSeen.set(message, seen);
    if (times && seen > Number(times)) return undefined;
    const argument = argumentOf[kind];
    return fault.parse({ kind, ...(argument && number && { [argument]: Number(number) }) });
  }
}

const anyRequest = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string().optional() })).optional(),
  input: z.union([z.string(), z.array(z.looseObject({ role: z.string().optional() }))]).optional(),
});

/** The last user message of either API, as JSON: enough to look for a marker in. */
function lastUserMessage(body: string): string {
  const { messages, input } = anyRequest.parse(JSON.parse(body));
  if (typeof input === 'string') return input;
  return JSON.stringify((messages ?? input ?? []).findLast((item) => item.role === 'user') ?? '');
}
