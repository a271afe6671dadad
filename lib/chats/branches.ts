/** What of a message says where it stands in its chat. */
export interface Placed {
  id: string;
  /** The message that it follows; null: it begins the chat. */
  parentId: string | null;
  createdAt: Date;
}

/** The messages from the beginning of a chat to one of them; none when it isn't there. */
export function pathTo<T extends Pick<Placed, 'id' | 'parentId'>>(
  messages: readonly T[],
  id: string | null,
): T[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: T[] = [];
  for (let at = id === null ? undefined : byId.get(id); at; at = byId.get(at.parentId ?? '')) {
    // Each message is on a path once, so that a ring of parents, which nothing makes, would end too.
    byId.delete(at.id);
    path.push(at);
  }
  return path.reverse();
}

/** The versions of a message, oldest first: all that follow the same one. */
export function versionsOf<T extends Placed>(messages: readonly T[], { parentId }: Placed): T[] {
  return messages.filter((message) => message.parentId === parentId).toSorted(byAge);
}

/** Where the newest branch below a message ends, or the newest of the chat for null. */
export function newestEnd<T extends Placed>(messages: readonly T[], below: string | null): T | undefined {
  const newest = messages
    .filter(({ parentId }) => parentId === below)
    .toSorted(byAge)
    .at(-1);
  return newest ? (newestEnd(messages, newest.id) ?? newest) : undefined;
}

function byAge(a: Placed, b: Placed): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}
