import { sseEvent } from '@/lib/embedded/openai/sse';
import { isObject } from '@/lib/json';
import type { StreamEvent } from './distort';

const inEvent = /^(?:event: (.*)\n)?data: (.*)\n\n$/s;

/** Takes an event of the demo upstream apart. `undefined` for `[DONE]`. */
export function parseEvent(text: string): StreamEvent | undefined {
  const [, name, data = ''] = inEvent.exec(text) ?? [];
  if (data === '[DONE]') return undefined;
  const payload: unknown = JSON.parse(data);
  if (!isObject(payload)) throw new Error(`This is not an event of the demo upstream: ${text}`);
  return { name, payload };
}

export function formatEvent({ name, payload }: StreamEvent): string {
  return sseEvent(payload, name);
}

/** Whether an event brings a piece of the reply. */
export function isDelta({ payload }: StreamEvent): boolean {
  if (typeof payload.type === 'string') return payload.type.endsWith('.delta');
  const [choice] = Array.isArray(payload.choices) ? payload.choices : [];
  const delta = isObject(choice) && isObject(choice.delta) ? choice.delta : {};
  return (
    Boolean(delta.content ?? delta.reasoning_content) ||
    (Array.isArray(delta.tool_calls) && !('role' in delta))
  );
}
