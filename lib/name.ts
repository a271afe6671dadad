/** A name in one line: without control characters, of which the database can't even take a NUL. */
export const IS_NAME = /^\P{Cc}+$/u;
