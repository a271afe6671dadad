import { z } from 'zod';
import { OUTDATED, UNREACHABLE } from '@/components/ui/failed-action';

/** The shape of `ErrorBody` in lib/http.ts, as it comes over the wire. */
export const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string() }).catchall(z.union([z.string(), z.number()])),
});

/**
 * How sending a message went. `unclear`: the server may have it, and may not. `unreachable`: most likely it does not,
 * but a page that is being loaded anew says this too, of what is on its way, and so does a connection that breaks then.
 */
export type SendOutcome = 'taken' | 'refused' | 'unreachable' | 'unclear';

/** Why a reply didn't come, or broke off. `message` is a sentence for the person. */
export class ChatError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** How sending the message went: one that was not taken can be changed, unless an earlier try of it was kept. */
    readonly sent: SendOutcome,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = 'ChatError';
  }
}

/**
 * Reads why a server did not answer a message. It may also be a proxy's page, or nothing at all. A message that was
 * in order is kept when the fault was not the person's, unless it came before that could be done.
 */
export async function readErrorResponse(response: Response): Promise<ChatError> {
  const sent = response.status < 500 ? 'refused' : 'unclear';
  const parsed = errorBody.safeParse(parseJson(await response.text()));
  if (parsed.success) {
    const { code, message, ...details } = parsed.data.error;
    return new ChatError(code, message, sent, details);
  }
  const message = `The server could not take your message (status ${response.status}). Try again in a moment.`;
  return new ChatError(`http_${response.status}`, message, sent);
}

export function unreachable(): ChatError {
  return new ChatError('unreachable', UNREACHABLE, 'unreachable');
}

/** A reply was not seen to its end. The server writes it on, and saves it. */
export function connectionLost(): ChatError {
  const message = 'The connection was lost, but the reply goes on without it. Reconnect to see the rest.';
  return new ChatError('connection_lost', message, 'taken');
}

/** The session has ended. Whether a reply is under way is not known then, so it says what holds in both cases. */
export function signedOut(): ChatError {
  const message =
    'You are signed out. A reply that was under way goes on without you. Sign in to see it, or to go on.';
  return new ChatError('sign_in_required', message, 'taken');
}

/** The server can't be asked now whether it has the last message. */
export function inDoubt(code: 'connection_lost' | 'sign_in_required'): ChatError {
  const remedy = code === 'sign_in_required' ? 'Sign in' : 'Reconnect';
  const message = `It is not known whether your last message has arrived, and what comes after it waits for that. ${remedy} to find out.`;
  return new ChatError(code, message, 'unclear');
}

/** Whether a reply is, or may be, written on that is not seen, so that what is asked now would be asked without it. */
export function isReplyUnseen(problem: ChatError | undefined): boolean {
  if (problem?.code === 'connection_lost') return true;
  return problem?.code === 'sign_in_required' && problem.sent === 'taken';
}

/** The page can't read what is saved, because the server is a newer version of the app. */
export function outdated(): ChatError {
  return new ChatError('outdated', OUTDATED, 'taken');
}

export function unanswered(): ChatError {
  return new ChatError('unanswered', 'This message has no reply.', 'taken');
}

/**
 * Names an error of `useChat`: its own, one that came as a sentence in the stream, or a stream that broke, which
 * browsers report as a TypeError.
 */
export function toChatError(error: Error): ChatError {
  if (error instanceof ChatError) return error;
  if (error instanceof TypeError) return connectionLost();
  return new ChatError('reply_failed', error.message, 'taken');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
