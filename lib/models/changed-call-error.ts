import { APICallError } from '@ai-sdk/provider';

/** The error of a call of a model, with something of it changed. */
export function changedCallError(
  error: APICallError,
  change: Partial<Pick<APICallError, 'isRetryable' | 'responseHeaders' | 'cause'>>,
): APICallError {
  const { message, url, requestBodyValues, statusCode, responseHeaders, responseBody, data, cause } = error;
  return new APICallError({
    message,
    url,
    requestBodyValues,
    statusCode,
    responseHeaders,
    responseBody,
    data,
    cause,
    ...change,
  });
}
