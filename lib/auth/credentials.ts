import { z } from 'zod';
import { BadRequestError } from '../errors';

const MIN_CHARACTERS = 8;
const MAX_CHARACTERS = 200;

/** Longer than any password that is allowed, however its characters are composed. */
const MAX_RAW_LENGTH = 2_000;

const PASSWORD_RULE = `Use a password of ${MIN_CHARACTERS} to ${MAX_CHARACTERS} characters.`;
const EMAIL_RULE = 'Enter an e-mail address, such as name@example.com.';

/** An e-mail address, in lower case. */
const email = z.string(EMAIL_RULE).trim().toLowerCase().max(254, EMAIL_RULE).pipe(z.email(EMAIL_RULE));

/** A password in the one form (NFKC) that the same keys give on every keyboard; so at most 800 bytes. */
const password = z
  .string(PASSWORD_RULE)
  .max(MAX_RAW_LENGTH, PASSWORD_RULE)
  .transform((typed) => typed.normalize('NFKC'))
  .refine((normal) => {
    const characters = [...normal].length;
    return characters >= MIN_CHARACTERS && characters <= MAX_CHARACTERS;
  }, PASSWORD_RULE);

/** @throws BadRequestError with the rule, when it is no e-mail address */
export function parseEmail(typed: unknown): string {
  return parse(email, typed);
}

/** @throws BadRequestError with the rule that it breaks */
export function parsePassword(typed: unknown): string {
  return parse(password, typed);
}

const credentialsSchema = z.object({ email, password });

export type Credentials = z.output<typeof credentialsSchema>;

/**
 * Reads an e-mail address and a password from a form.
 *
 * @throws BadRequestError with the rule that the first wrong field breaks
 */
export function parseCredentials(form: unknown): Credentials {
  return parse(credentialsSchema, form);
}

function parse<Schema extends z.ZodType>(schema: Schema, typed: unknown): z.output<Schema> {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return parsed.data;
  throw new BadRequestError(parsed.error.issues[0]?.message ?? EMAIL_RULE);
}
