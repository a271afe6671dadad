/** How long a session lasts from signing in. A guest is their session: it is also how long they can come back. */
export const SESSION_DAYS = 90;
