import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { isRefusal } from '../models/refusal-in-answer';
import type { EndedGeneration, Generation } from './generation';
import { PartQueue } from './part-queue';
import { readPart } from './read-part';
import { untilUpstreamSilent } from './until-upstream-silent';
import { refusalOf } from './upstream-error';
import type { ReportedUsage } from './usage';

type Part = LanguageModelV4StreamPart;
type FinishPart = Extract<Part, { type: 'finish' }>;

/** What a stream has even where no model began to work. A thought that begins says that one did, shown or not. */
const FRAME = new Set<Part['type']>(['stream-start', 'response-metadata', 'raw', 'error', 'finish']);

/**
 * Passes a stream on and settles its generation when it ends, however it ends, and whether or not anybody reads:
 * upstream is read at once into a queue that the reader drains. A stream that waited to be pulled would not notice a
 * reader that left, because the SDK tees it and a cancel never arrives.
 *
 * A stream that begins with a refusal is voided: nothing is charged where nothing else comes.
 *
 * The last part is passed on after the settlement. A stop looks like a normal end to the reader; what another process has
 * taken for dead ends with an error.
 */
export function meteredStream(
  upstream: ReadableStream<Part>,
  generation: Generation,
  onSettled: (ended: EndedGeneration) => void,
): ReadableStream<Part> {
  let queue: PartQueue | undefined;
  return new ReadableStream<Part>({
    start(reader) {
      queue = new PartQueue(reader);
      // Not returned: a stream whose start is pending can't be read.
      void pump(queue);
    },
    cancel() {
      queue?.abandon();
    },
  });

  async function pump(queue: PartQueue): Promise<void> {
    const pass = (part: Part) => queue.pass(part);
    // Errors are parts, as the SDK takes a stream that throws for one that nothing more can be said about.
    const passError = (error: unknown) => pass({ type: 'error', error });

    const end = await drain(pass, passError);
    try {
      if (end.outcome === 'refused') await generation.void();
      else onSettled(await generation.settle(end.outcome));
    } catch (error) {
      passError(error);
    }
    pass(end.finish);
    queue.close();
  }

  async function drain(pass: (part: Part) => void, passError: (error: unknown) => void) {
    const { tally } = generation;
    let finish: FinishPart | undefined;
    let beginsWithRefusal = false;
    let hasBegun = false;
    const isEmpty = () => !hasBegun && tally.firstOutputAtMs === null && !reportsTokens(tally.reportedUsage);
    const isRefused = () => beginsWithRefusal && isEmpty();
    try {
      for await (const part of untilUpstreamSilent(upstream, () => tally.firstOutputAtMs !== null)) {
        const isFirstError = part.type === 'error' && tally.error === undefined;
        readPart(tally, part);
        hasBegun ||= !FRAME.has(part.type);
        if (generation.noteOutput()) await generation.checkpoint();
        // It was billed without this; the settlement says so.
        if (generation.isLost) return { outcome: 'failed', finish: finishPart('error') } as const;
        if (part.type === 'finish') finish = part;
        else if (isFirstError && isEmpty() && isRefusal(part.error)) {
          beginsWithRefusal = true;
          passError(refusalOf(part.error));
        } else pass(part);
      }
      if (tally.error === undefined && finish && !isCutOff(finish))
        return { outcome: 'complete', finish } as const;
      if (tally.error === undefined) throw new CutOffError();
    } catch (error) {
      if (generation.stopSignal.aborted && !isRefused())
        return { outcome: 'stopped', finish: finishPart('other', 'stopped') } as const;
      passError(error);
    }
    return { outcome: isRefused() ? 'refused' : 'failed', finish: finishPart('error') } as const;
  }
}

/** What a reply is that was stopped before upstream began it. */
export function stoppedStream(): ReadableStream<Part> {
  return new ReadableStream({
    start(queue) {
      queue.enqueue({ type: 'stream-start', warnings: [] });
      queue.enqueue(finishPart('other', 'stopped'));
      queue.close();
    },
  });
}

/** Upstream closed the connection without saying how the reply ends. */
class CutOffError extends Error {
  constructor() {
    super('The model’s server closed the connection before the reply was finished.');
    this.name = 'CutOffError';
  }
}

/** The provider's usage is there in any case, perhaps with nothing in it. */
function reportsTokens(usage: ReportedUsage | undefined): boolean {
  return Boolean(usage?.inputTokens.total || usage?.outputTokens.total);
}

/** What the provider makes of a stream that simply ends, without the server's own reason. */
function isCutOff({ finishReason }: FinishPart): boolean {
  return finishReason.unified === 'interrupted';
}

function finishPart(unified: 'other' | 'error', raw?: string): FinishPart {
  return {
    type: 'finish',
    finishReason: { unified, raw },
    usage: {
      inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: undefined, text: undefined, reasoning: undefined },
    },
  };
}
