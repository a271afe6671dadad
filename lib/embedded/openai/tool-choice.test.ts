import { describe, expect, it } from 'vitest';
import type { Conversation, Message } from './conversation';
import { chooseTool } from './tool-choice';

const clock = {
  name: 'get_time',
  description: 'The time somewhere.',
  parameters: { type: 'object', properties: { timezone: { type: 'string' } }, required: ['timezone'] },
};
const weather = {
  name: 'get_weather',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
    required: ['city', 'unit'],
  },
};

function asking(text: string, change: Partial<Conversation> = {}): Conversation {
  const messages: Message[] = [{ role: 'user', text }];
  return { messages, tools: [weather, clock], toolChoice: 'auto', format: { type: 'text' }, ...change };
}

describe('chooseTool', () => {
  it.each(['What time is it?', 'what is the current time in Oslo', 'Tell me the time please', '/tools'])(
    'calls the clock for "%s"',
    (text) => {
      expect(chooseTool(asking(text))).toEqual({ name: 'get_time', arguments: '{"timezone":"UTC"}' });
    },
  );

  it('takes any tool for /tools if there is no clock', () => {
    const call = chooseTool(asking('/tools', { tools: [weather] }));
    expect(call).toEqual({ name: 'get_weather', arguments: '{"city":"Paris","unit":"celsius"}' });
  });

  it('calls nothing for other messages', () => {
    expect(chooseTool(asking('What is a token?'))).toBeUndefined();
  });

  it('calls nothing if no tools are offered or allowed', () => {
    expect(chooseTool(asking('/tools', { tools: [] }))).toBeUndefined();
    expect(chooseTool(asking('/tools', { toolChoice: 'none' }))).toBeUndefined();
  });

  it('calls the tool it must', () => {
    expect(chooseTool(asking('Hello', { toolChoice: { name: 'get_weather' } }))?.name).toBe('get_weather');
    expect(chooseTool(asking('Hello', { toolChoice: 'required' }))?.name).toBe('get_time');
  });

  it('does not call again when the result is there, but does for the next message', () => {
    const answered: Message[] = [
      { role: 'user', text: '/tools' },
      { role: 'assistant', text: '', toolCalls: [{ id: 'call_1', name: 'get_time', arguments: '{}' }] },
      { role: 'tool', text: '12:00', toolCallId: 'call_1' },
    ];
    expect(chooseTool(asking('', { messages: answered }))).toBeUndefined();
    const next: Message[] = [
      ...answered,
      { role: 'assistant', text: 'Noon.' },
      { role: 'user', text: '/tools' },
    ];
    expect(chooseTool(asking('', { messages: next }))?.name).toBe('get_time');
  });
});
