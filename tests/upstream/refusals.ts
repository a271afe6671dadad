import type { Fault } from './faults';

/** The answer of an upstream that did not ask its model at all, if the fault is one of those. */
export function refusal(fault: Fault, wantsStream: boolean): Response | undefined {
  switch (fault.kind) {
    case 'unauthorized':
      return error(
        401,
        'authentication_error',
        'invalid_api_key',
        'The key is not valid (a fault of the fake upstream).',
      );
    case 'rate-limited':
      return error(
        429,
        'rate_limit_error',
        'rate_limit_exceeded',
        'Too many requests (a fault of the fake upstream).',
        retryAfter(fault),
      );
    case 'server-error':
      return error(
        500,
        'server_error',
        'server_error',
        'Something broke (a fault of the fake upstream).',
        retryAfter(fault),
      );
    case 'html':
      return new Response('<!doctype html><title>Welcome</title><p>Please sign in to the network.</p>', {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    case 'refused-in-stream':
      return errorEvent('insufficient_quota');
    case 'failed-in-stream':
      return errorEvent('server_error');
    case 'broken-json':
      return new Response(
        wantsStream ? 'data: {"id":"chatcmpl-1","choices":[{"del\n\n' : '{"id":"chatcmpl-1","cho',
        {
          headers: { 'content-type': wantsStream ? 'text/event-stream' : 'application/json' },
        },
      );
    default:
      return undefined;
  }
}

/** As either API tells it. */
function errorEvent(code: string): Response {
  const error = { message: 'No (a fault of the fake upstream).', type: code, code, param: null };
  const event = { type: 'error', sequence_number: 0, error };
  return new Response(`event: error\ndata: ${JSON.stringify(event)}\n\n`, {
    headers: { 'content-type': 'text/event-stream' },
  });
}

function retryAfter({ retryAfterSeconds }: { retryAfterSeconds?: number }): HeadersInit {
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
}

function error(status: number, type: string, code: string, message: string, headers?: HeadersInit): Response {
  return Response.json({ error: { message, type, param: null, code } }, { status, headers });
}
