import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { createLanguageModels } from '@/lib/models/language-models';

const FOLDER = join(import.meta.dirname, '../fixtures/streams');

export interface RecordedStream {
  name: string;
  api: 'chat' | 'responses';
  provider: 'openai' | 'compatible';
  /** The body of a streaming answer, as the server sends it. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The body of the same answer in one piece. */
  whole: string;
}

/** How a connection ends. */
export type Break = 'reset' | 'close';

export const RECORDED_STREAMS: readonly RecordedStream[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.sse'))
  .map((file) => ({
    name: file.replace('.sse', ''),
    api: file.includes('responses') ? 'responses' : 'chat',
    provider: file.startsWith('openai') ? 'openai' : 'compatible',
    bytes: new Uint8Array(readFileSync(join(FOLDER, file))),
    whole: readFileSync(join(FOLDER, file.replace('.sse', '.json')), 'utf8'),
  }));

/** A server that streams so many bytes of the recording, and then the connection ends. */
export function streamUpTo(recorded: RecordedStream, length: number, end: Break): LanguageModelV4 {
  const { bytes } = recorded;
  return modelOf(recorded, () => {
    let sent = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (!sent && length > 0) controller.enqueue(bytes.subarray(0, length));
        else if (end === 'reset') controller.error(new TypeError('terminated'));
        else controller.close();
        sent = true;
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
}

/** A server that gives the same answer in one piece. */
export function inOnePiece(recorded: RecordedStream): LanguageModelV4 {
  return modelOf(
    recorded,
    () => new Response(recorded.whole, { headers: { 'content-type': 'application/json' } }),
  );
}

function modelOf({ api, provider }: RecordedStream, respond: () => Response): LanguageModelV4 {
  const server = { baseUrl: 'http://recorded/v1', apiKey: 'none', fetch: async () => respond() };
  return createLanguageModels({ ...server, api, provider })('tokentally-demo');
}
