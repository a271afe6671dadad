import { parseObject } from './json';

/** A server-sent event, as it came and as it is meant. */
export interface ServerSentEvent {
  /** With the blank line that ends it, so that it can be passed on unchanged. */
  raw: string;
  /** Its lines of `data:`, joined. */
  data: string;
}

const BLANK_LINE = /\r?\n\r?\n|\r\r/g;
/** The most of a blank line that may stand at the end of one chunk, with the rest of it in the next. */
const LONGEST_CUT = 3;

/**
 * Cuts a stream of text into server-sent events. The usual parsers give the data only; here an event is passed on as it
 * came, or held back, so its own bytes are needed.
 */
export class EventSplitter {
  private rest = '';

  /** @returns the events that this piece completes */
  push(text: string): ServerSentEvent[] {
    BLANK_LINE.lastIndex = Math.max(0, this.rest.length - LONGEST_CUT);
    this.rest += text;
    const events: ServerSentEvent[] = [];
    let start = 0;
    while (BLANK_LINE.exec(this.rest)) {
      events.push(toEvent(this.rest.slice(start, BLANK_LINE.lastIndex)));
      start = BLANK_LINE.lastIndex;
    }
    this.rest = this.rest.slice(start);
    return events;
  }

  /** @returns what came after the last blank line, with one, if it is whole: some servers leave out the very last one */
  end(): ServerSentEvent[] {
    const last = toEvent(`${this.rest.replace(/[\r\n]+$/, '')}\n\n`);
    const isWhole = last.data === '[DONE]' || parseObject(last.data) !== undefined;
    this.rest = '';
    return isWhole ? [last] : [];
  }
}

function toEvent(raw: string): ServerSentEvent {
  const lines = raw.split(/\r?\n|\r/).filter((line) => line.startsWith('data:'));
  return { raw, data: lines.map((line) => line.slice(line[5] === ' ' ? 6 : 5)).join('\n') };
}
