/** An address of e-mail, with a name before it or without. */
export const MAILBOX = /^(?:([^<>@\r\n]+)<([^<>@\s]+@[^<>@\s]+)>|[^<>@\s]+@[^<>@\s]+)$/;

export interface Mailbox {
  /** Empty: none. */
  name: string;
  address: string;
}

/** The parts of what matches `MAILBOX`. */
export function mailboxOf(text: string): Mailbox {
  const [, name = '', address = text] = MAILBOX.exec(text) ?? [];
  return { name: unquoted(name.trim()), address };
}

function unquoted(name: string): string {
  const [, inside] = /^"(.*)"$/.exec(name) ?? [];
  return inside?.replace(/\\(.)/g, '$1') ?? name;
}
