import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { parseCursor, serializeCursor } from './events/cursor';
import { isTimeZone } from './time-zone';

export const RANGES = ['24h', '7d', '30d', '90d', 'period', 'last-period', 'custom'] as const;
export const UNITS = ['hour', 'day', 'month'] as const;
export const STACKS = ['model', 'kind', 'via'] as const;
export const METRICS = ['cost', 'tokens', 'requests'] as const;
export const VIAS = ['chat', 'title', 'api'] as const;

export type RangeName = (typeof RANGES)[number];
export type Unit = (typeof UNITS)[number];
export type Stack = (typeof STACKS)[number];
export type Metric = (typeof METRICS)[number];
export type Via = (typeof VIAS)[number];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const parseAsDay = createParser({
  parse: (text) => (DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  serialize: (day) => day,
});

const parseAsTimeZone = createParser({
  parse: (text) => (isTimeZone(text) ? text : null),
  serialize: (name) => name,
});

const parseAsCursor = createParser({ parse: parseCursor, serialize: serializeCursor });

/** All that a billing view shows is in its URL, so that it can be sent to a colleague. Bad values count as absent. */
const params = {
  range: parseAsStringLiteral(RANGES).withDefault('period'),
  /** First and last day of a custom range, `YYYY-MM-DD` in the view's zone. */
  from: parseAsDay,
  to: parseAsDay,
  /** How wide a bar is; null: what suits the range. */
  unit: parseAsStringLiteral(UNITS),
  by: parseAsStringLiteral(STACKS).withDefault('model'),
  metric: parseAsStringLiteral(METRICS).withDefault('cost'),
  cumulative: parseAsBoolean.withDefault(false),
  /** Only this model, only this way in. */
  model: parseAsString,
  via: parseAsStringLiteral(VIAS),
  tz: parseAsTimeZone,
  /** The event log goes on after this event. */
  after: parseAsCursor,
};

export type View = inferParserType<typeof params>;
/** What narrows cards, chart, log and export alike. */
export type UsageFilter = Pick<View, 'model' | 'via'>;

/** The change that narrows a view to a name, or with null undoes it. A way in that there is none of narrows nothing. */
export function viewFilterOf(by: keyof UsageFilter, name: string | null): Partial<UsageFilter> {
  return by === 'model' ? { model: name } : { via: VIAS.find((via) => via === name) ?? null };
}

const load = createLoader(params);
const serialize = createSerializer(params);

export type SearchParams = Record<string, string | string[] | undefined> | URLSearchParams;

/** Reads a view from a URL's parameters. */
export function parseView(search: SearchParams): View {
  return consistent(load(search));
}

/** Reads a view from its link. */
export function parseHref(href: string): View {
  return parseView(new URL(href, 'http://any').searchParams);
}

/** The link to a view that differs from another one. The log begins anew unless the change says where it goes on. */
export function viewHref(view: View, change: Partial<View> = {}, path = '/billing'): string {
  return serialize(path, consistent({ ...view, after: null, ...change }));
}

/** The same view as the fields of a form, which then adds its own. */
export function viewFields(view: View, change: Partial<View> = {}): [name: string, value: string][] {
  return [...new URL(viewHref(view, change), 'http://any').searchParams];
}

/** The kinds of token have neither a cost nor a number of requests at the meter, so that stack counts tokens. */
function consistent(view: View): View {
  return view.by === 'kind' ? { ...view, metric: 'tokens' } : view;
}
