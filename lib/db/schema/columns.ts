import { bigint, timestamp } from 'drizzle-orm/pg-core';

/** A point in time, by the clock of the world. */
export const instant = () => timestamp({ withTimezone: true });

/** Pico-USD: 10^12 are one dollar. */
export const pico = () => bigint({ mode: 'bigint' });
