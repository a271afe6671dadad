import { failureOnPurpose } from '../errors';
import type { Exchange } from '../exchange';
import { newId } from '../ids';
import { BrokenOff } from '../output';
import { sseEvent } from '../sse';
import { chatUsage, envelope } from './completion';

/**
 * A reply as chunks: the role first, then what it thinks, then the deltas, then the reason it ended. If usage is asked
 * for, each chunk has `usage: null` and a last one, without choices, has the counts.
 */
export async function* chatEvents(exchange: Exchange, includeUsage: boolean, signal: AbortSignal) {
  const { reply, output, tally } = exchange;
  const common = envelope(exchange, 'chat.completion.chunk');
  const isCall = reply.kind === 'tool-call';
  const chunk = (delta: object, finishReason: string | null = null) =>
    sseEvent({
      ...common,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...(includeUsage && { usage: null }),
    });

  if (isCall) {
    tally.sent(output.tokens());
    yield chunk({
      role: 'assistant',
      content: null,
      refusal: null,
      tool_calls: [openingOf(reply.call.name)],
    });
  } else {
    yield chunk({ role: 'assistant', content: '', refusal: null });
  }

  try {
    for await (const delta of output.thoughtDeltas(signal)) {
      tally.sent(output.tokens());
      yield chunk({ reasoning_content: delta });
    }
    for await (const delta of output.deltas(signal)) {
      tally.sent(output.tokens());
      yield chunk(
        isCall ? { tool_calls: [{ index: 0, function: { arguments: delta } }] } : { content: delta },
      );
    }
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    tally.end('failed');
    yield sseEvent({ error: failureOnPurpose().body });
    return;
  }

  tally.end(output.finish());
  yield chunk({}, output.finish());
  if (includeUsage) yield sseEvent({ ...common, choices: [], usage: chatUsage(exchange) });
  yield sseEvent('[DONE]');
}

function openingOf(name: string) {
  return { index: 0, id: newId('call'), type: 'function', function: { name, arguments: '' } };
}
