import { expect, it } from 'vitest';
import type { ChatMessage } from './message';
import { toldBack as toldBackTo } from './told-back';

const thought = { type: 'reasoning', text: 'They ask for a number.' } as const;
const text = { type: 'text', text: '42' } as const;
const call = {
  type: 'tool-calculator',
  toolCallId: 'call-1',
  state: 'output-available',
  input: { expression: '6*7' },
  output: 42,
} as const;

const toldBack = (message: ChatMessage) => toldBackTo(message, { tools: true });

function reply(parts: ChatMessage['parts']): ChatMessage {
  return { id: 'reply', role: 'assistant', parts };
}

it('a model is not told again what it thought', () => {
  expect(toldBack(reply([{ type: 'step-start' }, thought, text])).parts).toEqual([
    { type: 'step-start' },
    text,
  ]);
});

it('it is told again what it thought before it called a tool', () => {
  const withTool = reply([thought, call, { type: 'step-start' }, text]);
  expect(toldBack(withTool)).toEqual(withTool);
});

it('a model of OpenAI is not told again what it thought before it called a tool: that is sealed, and for its own turn', () => {
  const sealed = { ...thought, providerMetadata: { openai: { itemId: 'rs_1' } } };
  expect(toldBack(reply([sealed, call, text])).parts).toEqual([call, text]);
});

it('it is told of a tool that was renamed by the name that it can call it by', () => {
  const [told] = toldBack(reply([{ ...call, type: 'tool-myUsage' }])).parts;
  expect(told).toEqual({ ...call, type: 'tool-my_usage' });
});

// Every later message of the chat was refused before anything left.
it('it is not told of a call that was never answered, nor of what it thought before it alone', () => {
  const { output: _, ...input } = call;
  const unanswered = { ...input, state: 'input-available' } as const;
  const start = { type: 'step-start' } as const;
  expect(toldBack(reply([start, thought, unanswered])).parts).toEqual([start]);
  expect(toldBack(reply([start, thought, call, start, thought, unanswered])).parts).toEqual([
    start,
    thought,
    call,
    start,
  ]);
});

// With calls in it and no tools beside them, every later message of the chat was refused.
it('a model without tools is told what a reply said, in one piece, and not what was called and thought for it', () => {
  const start = { type: 'step-start' } as const;
  const before = { type: 'text', text: 'Let me see.' } as const;
  const withTool = reply([start, thought, before, call, start, text]);
  expect(toldBackTo(withTool, { tools: false }).parts).toEqual([{ type: 'text', text: 'Let me see.\n\n42' }]);
  expect(toldBackTo(reply([start, thought, call]), { tools: false }).parts).toEqual([]);
});
