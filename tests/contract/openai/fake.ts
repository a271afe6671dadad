import OpenAI from 'openai';
import { afterEach, beforeEach } from 'vitest';
import { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream } from '@/tests/upstream';

export const model = 'tokentally-demo';
export const question = 'What is a token?';
export const messages = [{ role: 'user' as const, content: question }];

/** What the reader of a stream ends up with. */
export type Read = {
  text: string;
  ids: string[];
  created: number[];
  finish: string | undefined;
  /** Output tokens as reported. */
  reported: number | undefined;
  failure: unknown;
};

export type Reader = (openai: OpenAI, question: string, signal?: AbortSignal) => Promise<Read>;

/** A fake upstream for each test of a file, and OpenAI's own client in front of it. */
export function fakeUpstream(options?: FakeUpstreamOptions) {
  let running: FakeUpstream | undefined;

  function upstream() {
    if (!running) throw new Error('The fake upstream runs only while a test does.');
    return running;
  }

  beforeEach(async () => {
    running = await startFakeUpstream(options);
  });
  afterEach(() => upstream().close());

  return { upstream, openai: () => clientOf(upstream()) };
}

export function clientOf({ url }: FakeUpstream): OpenAI {
  return new OpenAI({ apiKey: 'fake', baseURL: url, maxRetries: 0 });
}

/** Reads a stream of Chat Completions, with usage asked for, as far as it goes. */
export const readChat: Reader = async (openai, content, signal) => {
  const read = nothingRead();
  const stream_options = { include_usage: true };
  const body = {
    model,
    messages: [{ role: 'user' as const, content }],
    stream: true as const,
    stream_options,
  };
  try {
    for await (const chunk of await openai.chat.completions.create(body, { signal })) {
      read.text += chunk.choices[0]?.delta.content ?? '';
      read.finish = chunk.choices[0]?.finish_reason ?? read.finish;
      read.reported = chunk.usage?.completion_tokens ?? read.reported;
      read.ids.push(chunk.id);
      read.created.push(chunk.created);
    }
  } catch (failure) {
    read.failure = failure;
  }
  return read;
};

/** Reads a stream of Responses as far as it goes. */
export const readResponse: Reader = async (openai, input, signal) => {
  const read = nothingRead();
  try {
    for await (const event of await openai.responses.create({ model, input, stream: true }, { signal })) {
      if (event.type === 'response.output_text.delta') read.text += event.delta;
      if (!('response' in event)) continue;
      read.ids.push(event.response.id);
      read.created.push(event.response.created_at);
      read.finish = event.response.incomplete_details?.reason ?? event.response.status;
      read.reported = event.response.usage?.output_tokens ?? read.reported;
    }
  } catch (failure) {
    read.failure = failure;
  }
  return read;
};

function nothingRead(): Read {
  return { text: '', ids: [], created: [], finish: undefined, reported: undefined, failure: undefined };
}

/** The record of the one request there was, once it is over. */
export async function onlyRecord({ journal }: FakeUpstream) {
  await journal.idle();
  const [record, ...others] = journal.records();
  if (!record || others.length > 0)
    throw new Error(`There are ${journal.records().length} records, not one.`);
  return record;
}
