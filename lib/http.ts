import { unstable_rethrow } from 'next/navigation';
import { z } from 'zod';
import { isDatabaseUnavailable } from './db/errors';
import { DatabaseLockedError } from './db/folder-lock';
import {
  AppError,
  BadRequestError,
  BodyTooLargeError,
  DatabaseUnreachableError,
  InternalError,
} from './errors';
import type { ApiKeyId, UserId } from './ids';
import { isTooDeep } from './json-depth';
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

/** The answer to a request that failed, and its line in the log. @param userId whose it was, where that is known */
export function errorResponse(thrown: unknown, request: Request, userId?: UserId): Response {
  const error = toAppError(thrown);
  logRefusal(error, { path: new URL(request.url).pathname, userId });
  const headers = new Headers();
  if (error.details?.retryAfterSeconds) headers.set('Retry-After', String(error.details.retryAfterSeconds));
  const body: ErrorBody = { error: { ...error.details, code: error.code, message: error.message } };
  return Response.json(body, { status: error.status, headers });
}

/** Writes into the log that a request was refused, why, and whose it was, where that is known. */
export function logRefusal(
  error: AppError,
  asked: { path: string; userId?: UserId; apiKeyId?: ApiKeyId },
): void {
  log.info({ code: error.logCode, ...asked }, 'a request was refused');
}

/** What to tell a person of any error. One that we did not foresee goes to the log, and is not told. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  log.error({ err: error }, 'an error nobody handles');
  return whyUnavailable(error) ?? new InternalError();
}

/** The error's own message is for the operator: it names a folder of the server, and stands in the log. */
const LOCKED =
  'The database can’t be reached: another process has it open. Nothing you had saved is lost. Try again once whoever ' +
  'runs this app has stopped that process.';

/** What to tell a person where it was the database that could not be asked; undefined for any other error. */
export function whyUnavailable(error: unknown): DatabaseUnreachableError | undefined {
  if (error instanceof DatabaseLockedError) return new DatabaseUnreachableError(LOCKED);
  return isDatabaseUnavailable(error) ? new DatabaseUnreachableError() : undefined;
}

/**
 * Reads a JSON body and checks its shape.
 *
 * @throws BodyTooLargeError once more than `limitBytes` have come, whatever Content-Length says
 * @throws BadRequestError when it isn't JSON, not of the shape, nested more than 500 deep, or breaks off
 */
export async function readJson<T>(request: Request, schema: z.ZodType<T>, limitBytes: number): Promise<T> {
  const parsed = schema.safeParse(parseJson(new TextDecoder().decode(await readBytes(request, limitBytes))));
  if (!parsed.success) throw new BadRequestError(`The request is not right: ${firstFaults(parsed.error)}`);
  return parsed.data;
}

/** Nobody reads more, and of a long list there may be a million. */
const FAULTS_TOLD = 3;

function firstFaults({ issues }: z.ZodError): string {
  const told = z.prettifyError(new z.ZodError(issues.slice(0, FAULTS_TOLD)));
  return issues.length > FAULTS_TOLD ? `${told}\n… and ${issues.length - FAULTS_TOLD} more` : told;
}

/**
 * Reads a body as it is.
 *
 * @throws BodyTooLargeError once more than `limitBytes` have come, whatever Content-Length says
 * @throws BadRequestError when it breaks off, as it does when somebody cancels an upload
 */
export async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > limitBytes) throw new BodyTooLargeError(limitBytes);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of untilItBreaksOff(request.body)) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) throw new BodyTooLargeError(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* untilItBreaksOff(body: Request['body']): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? [];
  } catch {
    throw new BadRequestError('The request broke off before all of it was here. Send it again.');
  }
}

function parseJson(text: string): unknown {
  const value = parse(text);
  if (isTooDeep(value)) {
    throw new BadRequestError('The request’s body is nested more than 500 deep. Send it flatter.');
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequestError('The request’s body is not JSON. Send a whole JSON object.');
  }
}
