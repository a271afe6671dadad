import { uuidv7 } from 'uuidv7';
import { z } from 'zod';

declare const brand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]: Kind };

/** A person; the subject of their events. */
export type UserId = Id<'user'>;
export type ChatId = Id<'chat'>;
export type MessageId = Id<'message'>;
/** One call of a model. */
export type GenerationId = Id<'generation'>;
export type ApiKeyId = Id<'api key'>;
/** A file that a person attached to a message. */
export type AttachmentId = Id<'attachment'>;

/** A new id. It begins with the time, so that ids sort as they were made. */
export function newId<T extends Id<string>>(): T {
  return asId<T>(uuidv7());
}

/** Says that a string is an id of this kind: of a row just read, or parsed by `idSchema`. */
export function asId<T extends Id<string>>(value: string): T {
  return value as T;
}

/** Parses an id that came from outside. */
export function idSchema<T extends Id<string>>() {
  return z.uuid('must be an id').transform((value) => asId<T>(value));
}
