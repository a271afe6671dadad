import { z } from 'zod';
import { OUTDATED, UNREACHABLE } from '@/components/ui/failed-action';

/** The shape of `ErrorBody` in lib/http.ts, as it comes over the wire. */
export const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string() }).catchall(z.union([z.string(), z.number()])),
});

/** Why a reply didn't come, or broke off. `message` is a sentence for the person. */
export class ChatError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Whether the server refused the message, or never got it: then it can be changed, unless an earlier try of it was kept. */
    readonly refused: boolean,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = 'ChatError';
  }
}

/**
 * Reads why a server did not answer a message. It may also be a proxy's page, or nothing at all. A message that was
 * in order is kept when the fault was not the person's.
 */
export async function readErrorResponse(response: Response): Promise<ChatError> {
  const refused = response.status < 500;
  const parsed = errorBody.safeParse(parseJson(await response.text()));
  if (parsed.success) {
    const { code, message, ...details } = parsed.data.error;
    return new ChatError(code, message, refused, details);
  }
  const message = `The server could not take your message (status ${response.status}). Try again in a moment.`;
  return new ChatError(`http_${response.status}`, message, refused);
}

export function unreachable(): ChatError {
  return new ChatError('unreachable', UNREACHABLE, true);
}

/** A reply was not seen to its end. The server writes it on, and saves it. */
export function connectionLost(): ChatError {
  const message = 'The connection was lost, but the reply goes on without it. Reconnect to see the rest.';
  return new ChatError('connection_lost', message, false);
}

/** As `connectionLost`, but the session has ended: who signs in sees the rest. */
export function signedOut(): ChatError {
  const message = 'You are signed out, but the reply goes on without you. Sign in to see the rest.';
  return new ChatError('sign_in_required', message, false);
}

/** Whether a reply is written on that is not seen, so that what is asked now would be asked without it. */
export function isReplyUnseen(problem: ChatError | undefined): boolean {
  if (problem?.code === 'connection_lost') return true;
  return problem?.code === 'sign_in_required' && !problem.refused;
}

/** The page can't read what is saved, because the server is a newer version of the app. */
export function outdated(): ChatError {
  return new ChatError('outdated', OUTDATED, false);
}

export function unanswered(): ChatError {
  return new ChatError('unanswered', 'This message has no reply.', false);
}

/**
 * Names an error of `useChat`: its own, one that came as a sentence in the stream, or a stream that broke, which
 * browsers report as a TypeError.
 */
export function toChatError(error: Error): ChatError {
  if (error instanceof ChatError) return error;
  if (error instanceof TypeError) return connectionLost();
  return new ChatError('reply_failed', error.message, false);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
