/** Something the demo can talk about. */
export type Topic = {
  /** A title for a chat that begins with it. */
  title: string;
  /** What a question about it looks like; the topic most of whose patterns match is taken. */
  patterns: RegExp[];
  /** Markdown. */
  reply: string;
};
