import type { z } from 'zod';

/** The fields of an error as OpenAI's API writes them. */
export type OpenAIErrorBody = {
  message: string;
  type: 'invalid_request_error' | 'server_error' | 'rate_limit_error' | 'authentication_error';
  param: string | null;
  code: string | null;
};

/** A request that the upstream refuses, or fails at, before it answers. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';

  constructor(
    readonly status: number,
    readonly body: OpenAIErrorBody,
  ) {
    super(body.message);
  }
}

/** Has the status of the error, and its fields under `error`, as OpenAI answers. */
export function errorResponse(error: UpstreamError, headers?: HeadersInit): Response {
  return Response.json({ error: error.body }, { status: error.status, headers });
}

/** A 400. @param param the field that is wrong, such as `messages[0].role`; null where it is none alone */
export function invalidRequest(
  message: string,
  param: string | null,
  code: string | null = null,
): UpstreamError {
  return new UpstreamError(400, { message, type: 'invalid_request_error', param, code });
}

/** Names the first field that is wrong, as OpenAI does. */
export function invalidFields(error: z.ZodError): UpstreamError {
  const [first] = error.issues;
  if (!first) return invalidRequest('The request is not valid.', null);
  const issue = closestIssue(first);
  const param = issue.path.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path ? `${path}.${String(key)}` : String(key);
  }, '');
  return invalidRequest(`Invalid '${param || 'body'}': ${issue.message}.`, param || null, 'invalid_value');
}

type Issue = { path: PropertyKey[]; message: string };

/** Where a value may be one of several things, the one it is most like says best what is wrong with it. */
function closestIssue(issue: z.core.$ZodIssue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const branches = issue.errors.flatMap(([first]) => (first ? [closestIssue(first)] : []));
  const [closest] = branches.toSorted((a, b) => b.path.length - a.path.length);
  if (!closest || closest.path.length === 0) return issue;
  return { path: [...issue.path, ...closest.path], message: closest.message };
}

/** A 404. @param known the models that it says there are */
export function modelNotFound(model: string, known: readonly { id: string }[]): UpstreamError {
  return new UpstreamError(404, {
    message: `There is no model '${model}' here. There is: ${known.map(({ id }) => id).join(', ')}.`,
    type: 'invalid_request_error',
    param: 'model',
    code: 'model_not_found',
  });
}

/** A 404 for a path, or a method of one, that the demo does not have. */
export function unknownRoute(method: string, path: string): UpstreamError {
  return new UpstreamError(404, {
    message: `Nothing answers ${method} ${path} here. The demo has /v1/chat/completions, /v1/responses, /v1/embeddings and /v1/models.`,
    type: 'invalid_request_error',
    param: null,
    code: 'unknown_url',
  });
}

/** A 400. @param param the field that has the prompt */
export function contextLengthExceeded(
  promptTokens: number,
  contextTokens: number,
  param: string,
): UpstreamError {
  return invalidRequest(
    `The prompt has ${promptTokens} tokens, but this model's context window holds ${contextTokens}. Shorten it and send it again.`,
    param,
    'context_length_exceeded',
  );
}

/** A 400 for a response that a request would go on from: the demo stores none. */
export function previousResponseNotFound(id: string): UpstreamError {
  return invalidRequest(
    `The previous response '${id}' is not stored here. Send the whole conversation as input instead.`,
    'previous_response_id',
    'previous_response_not_found',
  );
}

/** What `/error` asks for: a failure on purpose. */
export function failureOnPurpose(): UpstreamError {
  return new UpstreamError(500, {
    message: 'The demo failed because it was asked to by /error. Nothing is wrong; try another message.',
    type: 'server_error',
    param: null,
    code: 'server_error',
  });
}
