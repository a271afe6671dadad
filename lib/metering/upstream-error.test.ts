import { APICallError } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import { wasNeverServed, withoutLongWait } from './upstream-error';

const failure = (properties: object) => Object.assign(new Error('It failed.'), properties);
const call = (statusCode?: number) =>
  new APICallError({ message: 'It failed.', url: 'https://a.example', requestBodyValues: {}, statusCode });
/** As OpenAI's client makes it of an error in a stream that has brought nothing else yet. */
const inStream = (data: unknown, statusCode: number) =>
  new APICallError({
    message: 'It failed.',
    url: 'https://a.example',
    requestBodyValues: {},
    statusCode,
    responseHeaders: { 'content-type': 'text/event-stream; charset=utf-8' },
    data,
  });
const broken = failure({ code: 'ECONNRESET', syscall: 'read' });
const failedResponse = (code: string) => ({
  type: 'response.failed',
  response: { error: { code, message: 'No.' } },
});

it.each([
  ['a refusal', call(429)],
  ['a redirect', call(308)],
  ['a refusal in a stream', inStream({ message: 'No.', code: 'insufficient_quota' }, 429)],
  ['a refusal of a response', inStream(failedResponse('invalid_prompt'), 400)],
  ['a refusal of an image', inStream(failedResponse('image_too_large'), 500)],
  [
    'a refusal of what can’t be read as an image',
    inStream(failedResponse('unsupported_image_media_type'), 500),
  ],
  ['a refusal of an image without content', inStream(failedResponse('empty_image_file'), 500)],
  ['a refusal of an image that is not there', inStream(failedResponse('failed_to_download_image'), 500)],
  ['a refusal of what is said', inStream(failedResponse('bio_policy'), 500)],
  ['a refusal of where it comes from', inStream(failedResponse('data_residency_mismatch'), 500)],
  ['a refusal of what we may do', inStream({ message: 'No.', type: 'permission_error' }, 403)],
  ['a refusal of a model that is not there', inStream({ message: 'No.', code: 'model_not_found' }, 404)],
  ['a response for which our account is closed', inStream(failedResponse('billing_not_active'), 500)],
  ['a failure that is called a stream', inStream({ error: { message: 'No.', code: 'server_error' } }, 500)],
  ['a failure that is called a stream and can’t be read', inStream(undefined, 500)],
  ['no connection', new Error('fetch failed', { cause: failure({ neverConnected: true }) })],
])('%s costs nothing', (_, error) => {
  expect(wasNeverServed(error)).toBe(true);
});

it.each([
  ['a connection that broke', broken],
  ['a connection that fell silent', failure({ code: 'ETIMEDOUT', syscall: 'read' })],
  ['an answer that can’t be read', call(200)],
  ['a failure in a stream', inStream({ message: 'No.', code: 'server_error' }, 500)],
  ['a response that failed', inStream(failedResponse('server_error'), 500)],
  ['a response whose search took too long', inStream(failedResponse('vector_store_timeout'), 504)],
  ['an abort', new DOMException('Aborted', 'AbortError')],
  ['what nobody knows', 'odd'],
])('%s may have cost something', (_, error) => {
  expect(wasNeverServed(error)).toBe(false);
});

const busy = (responseHeaders: Record<string, string>, statusCode = 429) =>
  new APICallError({
    message: 'Busy.',
    url: 'https://a.example',
    requestBodyValues: {},
    statusCode,
    responseHeaders,
  });

it.each([
  ['no wait', {}, true],
  ['a second', { 'retry-after': '1' }, true],
  ['fourteen seconds', { 'retry-after': '14' }, false],
  ['milliseconds', { 'retry-after-ms': '500', 'retry-after': '14' }, true],
  ['many milliseconds', { 'retry-after-ms': '14000', 'retry-after': '1' }, false],
  ['a moment that has gone by', { 'retry-after': new Date(0).toUTCString() }, true],
  ['a moment to come', { 'retry-after': new Date(Date.now() + 30_000).toUTCString() }, false],
])(
  'a refusal that asks for %s before the next try is tried again by itself if that is short',
  (_, asked, isRetryable) => {
    const error = busy(asked);
    expect(withoutLongWait(error)).toMatchObject({ isRetryable, statusCode: 429, responseHeaders: asked });
  },
);

// It was tried again by itself after half a minute, though meanwhile it was stopped, or asked again and answered.
it.each([408, 409, 500, 503])(
  'a status of %i is tried again by itself only after a short wait',
  (statusCode) => {
    expect(withoutLongWait(busy({ 'retry-after': '30' }, statusCode))).toMatchObject({ isRetryable: false });
    const short = busy({ 'retry-after': '1' }, statusCode);
    expect(withoutLongWait(short)).toBe(short);
  },
);

it('what is no refusal stays what it is', () => {
  expect(withoutLongWait(broken)).toBe(broken);
});
