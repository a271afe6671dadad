import type { ServerSentEvent } from '../event-splitter';
import { parseObject } from '../json';
import type { Generation } from '../metering/generation';
import { withoutSecrets } from '../models/openai-client';
import { type FailedAnswer, failedAnswer } from './failed-answer';
import { OurAccountError } from './upstream-refusal';
import type { Verdict, WireReader } from './wire/reader';

/**
 * Sorts the events of a stream, for each by what the reader says of it: most are passed on as they came, some only when
 * they were saved, and what tells how the reply ends when that is settled.
 */
export class EventSorter {
  /** From the event on that says how the reply ends, or what went wrong: to be passed on when that is settled. */
  held = '';
  /** Nothing follows that is to be read. */
  isOver = false;
  private endsOften = false;
  private failed: FailedAnswer | undefined;

  constructor(
    private readonly reader: WireReader,
    private readonly generation: Pick<Generation, 'tally' | 'noteOutput'>,
  ) {}

  /** Upstream refused the call after it had begun to answer, before anything else had come: nothing is charged. */
  get isRefused(): boolean {
    return this.failed?.isRefused() ?? false;
  }

  /**
   * @param events those that came together, in their order
   * @returns what may be passed on at once, and what may after a checkpoint
   */
  sort(events: readonly ServerSentEvent[]): { ready: string; unsaved: string } {
    let ready = '';
    let unsaved = '';
    const release = (text: string) => {
      const mustSave = this.generation.noteOutput();
      if (mustSave || unsaved !== '') unsaved += text;
      else ready += text;
    };
    for (const event of events) {
      const { text, verdict } = this.read(event);
      this.isOver ||= verdict === 'last';
      if (verdict === 'goes-on') {
        this.endsOften = true;
        release(this.held);
        this.held = '';
      }
      if (this.isOver || this.reader.hasEnded || this.generation.tally.error !== undefined) this.held += text;
      else release(text);
    }
    if (!this.reader.hasEnded || this.endsOften) return { ready, unsaved };
    // What came with the end is shown with it, billed by then: a checkpoint would be a statement for nothing.
    this.held = unsaved + this.held;
    return { ready, unsaved: '' };
  }

  /** @returns what is passed on of it */
  private read({ raw, data }: ServerSentEvent): { text: string; verdict: Verdict } {
    const payload = parseObject(data);
    if (payload === undefined) {
      const isDone = data === '[DONE]';
      return { text: isDone ? raw : withoutSecrets(raw), verdict: isDone ? 'last' : 'pass' };
    }
    const verdict = this.reader.readEvent(payload);
    if (verdict === 'withhold') return { text: '', verdict };
    return { text: verdict === 'error' ? this.readError(raw) : raw, verdict };
  }

  /** @returns what is passed on of it: upstream's own words, unless they are about our account */
  private readError(raw: string): string {
    const isFirst = this.failed === undefined;
    this.failed ??= failedAnswer(this.generation.tally);
    if (!(this.failed.error instanceof OurAccountError)) return withoutSecrets(raw);
    return isFirst ? this.reader.errorEvent(this.failed.error) : '';
  }
}
