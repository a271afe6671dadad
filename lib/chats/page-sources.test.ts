import type { TextStreamPart } from 'ai';
import { convertArrayToReadableStream, convertReadableStreamToArray } from 'ai/test';
import { describe, expect, it } from 'vitest';
import { pageSources } from './page-sources';
import type { ChatTools } from './tools';

type Part = TextStreamPart<ChatTools>;

const URL = 'https://whales.example/sleep';

const isRead = (toolCallId: string, title: string): Part => ({
  type: 'tool-result',
  toolCallId,
  toolName: 'readPage',
  input: { url: 'https://whales.example' },
  // Where the redirects led.
  output: { url: URL, title, text: 'By halves.', isCut: false },
});
const isCalculated: Part = {
  type: 'tool-result',
  toolCallId: '3',
  toolName: 'calculator',
  input: { expression: '1 + 1' },
  output: { expression: '1 + 1', result: '2' },
};

const through = (...parts: Part[]) =>
  convertReadableStreamToArray(convertArrayToReadableStream(parts).pipeThrough(pageSources()));

describe('the sources of a reply', () => {
  it('are the pages that the model has read, each after what was read', async () => {
    const [first, second] = [isRead('1', 'How whales sleep'), isRead('2', '')];
    const source = { type: 'source', sourceType: 'url', url: URL };
    expect(await through(first, second)).toEqual([
      first,
      { ...source, id: '1', title: 'How whales sleep' },
      second,
      { ...source, id: '2', title: undefined },
    ]);
  });

  it('are nothing of what another tool gave', async () => {
    expect(await through(isCalculated)).toEqual([isCalculated]);
  });
});
