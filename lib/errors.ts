import { formatCount } from './format';

/** An error that the person at the other end should read. `message` says what happened and what to do. */
export class AppError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** What the client needs beyond the sentence; it is sent as it is. */
    readonly details?: Readonly<Record<string, string | number>>,
  ) {
    super(message);
    this.name = new.target.name;
  }

  /** What the log calls it: its code, or a name of its own where others have the same code. */
  get logCode(): string {
    return this.code;
  }
}

export class BadRequestError extends AppError {
  constructor(message: string) {
    super(400, 'bad_request', message);
  }
}

export class SignInRequiredError extends AppError {
  constructor(message = 'You are not signed in, or your session has ended. Sign in and try again.') {
    super(401, 'sign_in_required', message);
  }
}

/** Also the answer when a thing exists but belongs to somebody else: whether it exists is not told. */
export class NotFoundError extends AppError {
  constructor(what: string) {
    super(404, 'not_found', `This ${what} doesn’t exist, or it isn’t yours.`);
  }
}

export class BodyTooLargeError extends AppError {
  constructor(limitBytes: number) {
    const limitKb = limitBytes / 1024;
    const limit = limitKb < 1024 ? `${limitKb} kB` : `${limitKb / 1024} MB`;
    super(413, 'body_too_large', `The request is over the limit of ${limit}. Send less at once.`);
  }
}

export class UnknownModelError extends AppError {
  /** The beginning of what was asked for. */
  readonly model: string;

  constructor(asked: string) {
    const model = asked.slice(0, 100);
    super(400, 'unknown_model', `There is no model “${model}” here. Choose one from the list.`);
    this.model = model;
  }
}

export class ContextLengthError extends AppError {
  constructor(
    readonly promptTokens: number,
    readonly limitTokens: number,
  ) {
    super(
      400,
      'context_length_exceeded',
      `This conversation has at least ${formatCount(promptTokens)} tokens, and the model takes ${formatCount(limitTokens)} at most. Shorten the message, or start a new chat.`,
      { promptTokens, limitTokens },
    );
  }
}

/** A time to wait: `1 second`, `119 seconds`, `2 minutes`. */
export function inWords(seconds: number): string {
  if (seconds === 1) return '1 second';
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

export class TooManyRequestsError extends AppError {
  constructor(retryAfterSeconds: number) {
    super(
      429,
      'too_many_requests',
      `That was too many requests. Try again in ${inWords(retryAfterSeconds)}.`,
      { retryAfterSeconds },
    );
  }
}

export class DatabaseUnreachableError extends AppError {
  constructor(
    message = 'The database can’t be reached right now. Nothing you had saved is lost. Try again in a moment.',
  ) {
    super(503, 'database_unreachable', message, { retryAfterSeconds: 5 });
  }
}

/** Something that we did not foresee. */
export class InternalError extends AppError {
  constructor() {
    const message = 'Something went wrong on our side. Nothing you had saved is lost. Try again in a moment.';
    super(500, 'internal_error', message);
  }
}
