import { unstable_rethrow } from 'next/navigation';
import { z } from 'zod';
import { isDatabaseUnreachable } from './db/errors';
import { AppError, BadRequestError, BodyTooLargeError } from './errors';
import { log } from './log';

/** What a route answers when something is wrong. `details` are the error's own, such as `limitTokens`. */
export interface ErrorBody {
  error: { code: string; message: string } & Record<string, string | number>;
}

/** Wraps a route handler: an error it throws becomes an answer with the right status, and a line in the log. */
export function route<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Promise<Response>,
) {
  return async (request: Request, ...rest: Rest): Promise<Response> => {
    try {
      return await handler(request, ...rest);
    } catch (error) {
      unstable_rethrow(error);
      return errorResponse(error, request);
    }
  };
}

function errorResponse(error: unknown, request: Request): Response {
  const path = new URL(request.url).pathname;
  if (isDatabaseUnreachable(error)) return databaseUnreachable(error, path);
  if (!(error instanceof AppError)) {
    log.error({ err: error, path }, 'a request failed');
    const message = 'Something went wrong on our side. Nothing you had saved is lost. Try again in a moment.';
    return Response.json({ error: { code: 'internal_error', message } } satisfies ErrorBody, { status: 500 });
  }
  log.info({ code: error.code, path }, 'a request was refused');
  const headers = new Headers();
  if (error.details?.retryAfterSeconds) headers.set('Retry-After', String(error.details.retryAfterSeconds));
  const body: ErrorBody = { error: { ...error.details, code: error.code, message: error.message } };
  return Response.json(body, { status: error.status, headers });
}

function databaseUnreachable(error: unknown, path: string): Response {
  log.error({ err: error, path }, 'the database could not be reached');
  const message =
    'The database can’t be reached right now. Nothing you had saved is lost. Try again in a moment.';
  const body: ErrorBody = { error: { code: 'database_unreachable', message } };
  return Response.json(body, { status: 503, headers: { 'Retry-After': '5' } });
}

/**
 * Reads a JSON body and checks its shape.
 *
 * @throws BodyTooLargeError once more than `limitBytes` have come, whatever Content-Length says
 * @throws BadRequestError when it isn't JSON, or not of the shape
 */
export async function readJson<T>(request: Request, schema: z.ZodType<T>, limitBytes: number): Promise<T> {
  const parsed = schema.safeParse(parseJson(await readText(request, limitBytes)));
  if (!parsed.success)
    throw new BadRequestError(`The request is not right: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

async function readText(request: Request, limitBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length')) > limitBytes) throw new BodyTooLargeError(limitBytes);
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) throw new BodyTooLargeError(limitBytes);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequestError('The request’s body is not JSON.');
  }
}
