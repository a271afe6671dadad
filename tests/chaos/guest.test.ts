import { describe, expect, it } from 'vitest';
import { endOf } from './guest';

const event = (chunk: object) => `data: ${JSON.stringify(chunk)}\n\n`;
const said = event({ type: 'text-delta', id: '0', delta: 'Say "type":"finish".' });
const finish = (status: string) =>
  event({ type: 'finish-step' }) + event({ type: 'finish', messageMetadata: { status } });
const done = 'data: [DONE]\n\n';

describe('a turn of a guest', () => {
  it.each([
    ['answered', 'was told that the reply is complete', said + finish('complete') + done],
    // It counted as answered, as its stream ends like any other.
    ['stopped', 'pressed Stop', said + finish('stopped') + done],
    ['broken', 'was told that the reply failed', said + finish('failed') + done],
    ['broken', 'was told of an error', event({ type: 'error', errorText: 'Sorry.' }) + done],
    ['broken', 'heard nothing more', said],
    ['broken', 'heard half of the last event', (said + finish('complete')).slice(0, -5)],
  ])('is %s for who %s', (end, _, answer) => {
    expect(endOf(answer)).toBe(end);
  });
});
