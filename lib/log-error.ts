import { DrizzleQueryError } from 'drizzle-orm';

/** How an error stands in the log. */
export interface LoggedError {
  type: string;
  /** Its message and those of its causes. */
  message: string;
  code?: string;
  /** The statement that failed, with `$1` for what people wrote. */
  query?: string;
  stack: string;
}

/**
 * What the log says of an error: no more than this, as errors carry what was asked for. One of a statement has all its
 * values in its message, such as the text of a reply that could not be saved, and one of the AI SDK the whole reply.
 */
export function loggedError(error: unknown): LoggedError {
  const chain = withCauses(error);
  const code = chain.map(codeOf).find((found) => found !== undefined);
  const failed = chain.find((each) => each instanceof DrizzleQueryError);
  return {
    type: chain[0]?.name ?? typeof error,
    message: chain.slice(0, wordsEnd(chain)).map(messageOf).join(': ') || String(error),
    ...(code && { code }),
    ...(failed && { query: failed.query }),
    stack: chain.map(framesOf).join('\n'),
  };
}

function withCauses(error: unknown): Error[] {
  const chain: Error[] = [];
  // Two errors may be each other's cause.
  for (let each = error; each instanceof Error && !chain.includes(each); each = each.cause) chain.push(each);
  return chain;
}

/** An error of the AI SDK, and what caused it, repeat what the model's server answered: what was said. */
function wordsEnd(chain: Error[]): number {
  const first = chain.findIndex(isOfAiSdk);
  return first === -1 ? chain.length : first + 1;
}

function isOfAiSdk({ name }: Error): boolean {
  return name.startsWith('AI_');
}

function messageOf(error: Error): string {
  if (isOfAiSdk(error)) return error.name;
  return error instanceof DrizzleQueryError ? 'A statement failed' : error.message;
}

/** Without its first lines, which repeat the message. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
