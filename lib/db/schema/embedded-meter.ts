import { sql } from 'drizzle-orm';
import { index, jsonb, numeric, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';

const totals = () => numeric().array();

/**
 * The embedded meter's tables. A namespace is a tenant: every event, meter and rollup belongs to one.
 *
 * Subjects and ids may be longer than an index entry (2,704 bytes), so the indexes hold their hashes.
 */
export const embeddedMeters = pgTable(
  'embedded_meters',
  {
    /** ULID. */
    id: text().primaryKey(),
    namespace: text().notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    description: text(),
    eventType: text().notNull(),
    /** Events before it don't count. */
    eventFrom: instant(),
    aggregation: text({ enum: ['SUM', 'COUNT', 'UNIQUE_COUNT', 'AVG', 'MIN', 'MAX', 'LATEST'] }).notNull(),
    /** JSONPath of the value; COUNT has none. */
    valueProperty: text(),
    /** JSONPath by name. */
    groupBy: jsonb().$type<Record<string, string>>().notNull(),
    metadata: jsonb().$type<Record<string, string>>(),
    /** The rollup that answers for this meter; null for UNIQUE_COUNT and LATEST, which need the events. */
    rollupId: uuid(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    deletedAt: instant(),
  },
  (table) => [
    uniqueIndex('embedded_meters_slug')
      .on(table.namespace, table.slug)
      .where(sql`${table.deletedAt} is null`),
  ],
);

/** Everything that was ever ingested, once. */
export const embeddedMeterEvents = pgTable(
  'embedded_meter_events',
  {
    /** Hash of namespace, source and id: what makes an event a duplicate. */
    key: uuid().primaryKey(),
    namespace: text().notNull(),
    id: text().notNull(),
    source: text().notNull(),
    type: text().notNull(),
    subject: text().notNull(),
    /** To the second, as OpenMeter keeps it. */
    time: instant().notNull(),
    data: jsonb(),
    ingestedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    index('embedded_meter_events_by_time').on(table.namespace, table.time),
    index('embedded_meter_events_by_subject').on(
      table.namespace,
      sql`hashtextextended(${table.subject}, 0)`,
      table.time,
    ),
  ],
);

/** What is added up as events come in: totals of one event type, cut by the values at some paths. */
export const embeddedMeterRollups = pgTable(
  'embedded_meter_rollups',
  {
    id: uuid().primaryKey().defaultRandom(),
    namespace: text().notNull(),
    eventType: text().notNull(),
    /** JSONPaths that the totals are cut by, sorted. */
    paths: jsonb().$type<string[]>().notNull(),
    /** What the totals in `embedded_meter_hours` hold, after the number of events. */
    slots: jsonb().$type<{ fn: 'sum' | 'count' | 'min' | 'max'; path: string }[]>().notNull(),
  },
  (table) => [index('embedded_meter_rollups_by_namespace').on(table.namespace)],
);

/** One combination of a subject and group values, or of group values alone, over all subjects. */
export const embeddedMeterSeries = pgTable(
  'embedded_meter_series',
  {
    /** Hash of the other columns. */
    id: uuid().primaryKey(),
    rollupId: uuid().notNull(),
    /** Null: all subjects together. */
    subject: text(),
    /** The group values, in the order of the rollup's paths. */
    groups: text().array().notNull(),
  },
  (table) => [
    index('embedded_meter_series_by_subject').on(table.rollupId, sql`hashtextextended(${table.subject}, 0)`),
  ],
);

/**
 * An hour of a series, and its four quarters. Every time zone's hours, days and months are made of whole quarters
 * (offsets are multiples of 15 minutes, with a few exceptions that are answered from the events), and most of them
 * of whole hours.
 *
 * Totals are exact: the number of events, then one total for each slot of the rollup, null where no event had a valid
 * value. A quarter without events is null.
 */
export const embeddedMeterHours = pgTable(
  'embedded_meter_hours',
  {
    seriesId: uuid().notNull(),
    /** When the hour begins. */
    start: instant().notNull(),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
    totals: totals().notNull(),
    quarter0: totals(),
    quarter1: totals(),
    quarter2: totals(),
    quarter3: totals(),
  },
  (table) => [primaryKey({ columns: [table.seriesId, table.start] })],
);
