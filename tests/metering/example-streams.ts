import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { createLanguageModels } from '@/lib/models/language-models';

const FOLDER = join(import.meta.dirname, '../fixtures/streams');

/** An answer written by hand, in the format of a server: nobody recorded it. */
export interface ExampleStream {
  /** The server whose format it has. */
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

export const EXAMPLE_STREAMS: readonly ExampleStream[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.sse'))
  .map((file) => ({
    name: file.replace('.sse', ''),
    api: file.includes('responses') ? 'responses' : 'chat',
    provider: file.startsWith('openai') ? 'openai' : 'compatible',
    bytes: new Uint8Array(readFileSync(join(FOLDER, file))),
    whole: readFileSync(join(FOLDER, file.replace('.sse', '.json')), 'utf8'),
  }));

/** A server that streams so many bytes of an example, and then the connection ends. */
export function streamUpTo(example: ExampleStream, length: number, end: Break): LanguageModelV4 {
  const { bytes } = example;
  return modelOf(example, () => {
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
export function inOnePiece(example: ExampleStream): LanguageModelV4 {
  return modelOf(
    example,
    () => new Response(example.whole, { headers: { 'content-type': 'application/json' } }),
  );
}

function modelOf({ api, provider }: ExampleStream, respond: () => Response): LanguageModelV4 {
  const server = { baseUrl: 'http://example/v1', apiKey: 'none', fetch: async () => respond() };
  return createLanguageModels({ ...server, api, provider })('tokentally-demo');
}
